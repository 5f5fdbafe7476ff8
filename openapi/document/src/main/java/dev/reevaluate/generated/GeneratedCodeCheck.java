package dev.reevaluate.generated;

import com.sun.source.util.JavacTask;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Says of which part of a document the generator makes no valid Java: the compiler knows only the Java, and says it in many lines. */
final class GeneratedCodeCheck {

    // The property, and its names in Java: the getter's, and that of what it returns
    private static final Pattern GETTER = Pattern.compile(
            "@JsonProperty\\(\"((?:[^\"\\\\]|\\\\.)*)\"[^{;]*?([^\\s(]+)\\(\\)[^{;]*\\{\\s+return (\\S+);");

    private static final Pattern NAME = Pattern.compile("[^\\s;=(){},.<>@]+");

    private final DocumentPlaces places;

    GeneratedCodeCheck(OpenApiDocument document) {
        this.places = new DocumentPlaces(document);
    }

    /** Refuses by name what the files of the directory were generated from, where they do not compile. */
    void check(Path directory, String classpath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<Path> sources = sources(directory);
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    found,
                    List.of("-proc:none", "-nowarn", "-cp", classpath),
                    null,
                    manager.getJavaFileObjectsFromPaths(sources));
            task.analyze();
        }
        for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR && one.getSource() != null) {
                Optional<UnsupportedSpecFeatureException> taken =
                        new TakenNames(places, codes(sources)).refusal(one.getMessage(Locale.ROOT));
                throw taken.isPresent() ? taken.get() : refusal(one);
            }
        }
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Map<String, String> codes(List<Path> sources) throws IOException {
        Map<String, String> codes = new TreeMap<>();
        for (Path source : sources) {
            codes.put(String.valueOf(source.getFileName()).replace(".java", ""), Files.readString(source));
        }
        return codes;
    }

    private UnsupportedSpecFeatureException refusal(Diagnostic<? extends JavaFileObject> error) throws IOException {
        String file = String.valueOf(Path.of(error.getSource().toUri()).getFileName());
        String code = error.getSource().getCharContent(true).toString();
        String before = code.substring(0, (int) Math.max(0, error.getPosition()));
        boolean isOfOperations = places.operation(code).isPresent();
        String type = file.replace(".java", "");
        Optional<String> schema =
                isOfOperations ? Optional.empty() : places.schemaOf(code, type).or(() -> places.schemaCalled(type));
        List<String> names = schema.isEmpty()
                ? List.of()
                : properties(
                        code,
                        before.substring(before.lastIndexOf('\n') + 1)
                                + code.substring(before.length())
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
        String place = places.operation(before).or(() -> schema).orElse(isOfOperations ? "#/paths" : "#")
                + (names.isEmpty() ? "" : "/properties/" + OpenApiDocument.escaped(names.get(names.size() - 1)));
        if (names.size() > 1) {
            return new UnsupportedSpecFeatureException(
                    place,
                    "the names %s in one schema".formatted(String.join(" and ", names)),
                    "Java has one name for them: tell them apart by a nameMapping in openapi/pom.xml");
        }
        if ("compiler.err.illegal.char".equals(error.getCode())) {
            return new UnsupportedSpecFeatureException(
                    place,
                    "a name with " + Character.toString(code.codePointAt((int) error.getPosition())),
                    "Java has none: give it another one by a nameMapping or parameterNameMapping in openapi/pom.xml");
        }
        return new UnsupportedSpecFeatureException(
                place,
                "what the generator makes of it",
                "%s, line %s, is no valid Java: %s"
                        .formatted(
                                file,
                                error.getLineNumber(),
                                error.getMessage(Locale.ROOT).replaceAll("\\s+", " ")));
    }

    // The properties that the line is about, of which there are several where Java has one name for them
    private static List<String> properties(String code, String line) {
        Map<String, Set<String>> names = new HashMap<>();
        GETTER.matcher(code).results().forEach(getter -> {
            for (String java : List.of(getter.group(2), getter.group(3))) {
                names.computeIfAbsent(java, none -> new LinkedHashSet<>())
                        .add(getter.group(1).translateEscapes());
            }
        });
        return NAME.matcher(line)
                .results()
                .map(name -> names.get(name.group()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(List::copyOf)
                .orElse(List.of());
    }
}
