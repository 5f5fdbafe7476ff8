package dev.reevaluate.openapi.changes;

import dev.reevaluate.document.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A document that consumers have, and the breaks that the next one may bring.
 *
 * @param version three numbers
 * @param allowed what may break, as the list beside the released documents says
 */
public record Release(List<Integer> version, OpenApiDocument document, List<Allowed> allowed) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern NAME = Pattern.compile("openapi-(\\d+)\\.(\\d+)\\.(\\d+)\\.yaml");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.0\\.0");

    /** A break that was decided on. */
    public record Allowed(String change, String reason, String version) {}

    /** The last one of the directory. */
    public static Release last(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path last = files.filter(
                            file -> NAME.matcher(file.toFile().getName()).matches())
                    .max(Comparator.comparing(
                            Release::version,
                            Comparator.comparing((List<Integer> v) -> v.get(0))
                                    .thenComparing(v -> v.get(1))
                                    .thenComparing(v -> v.get(2))))
                    .orElseThrow(() -> new IllegalStateException(directory + " holds no openapi-<version>.yaml"));
            return new Release(
                    version(last),
                    OpenApiDocument.read(last),
                    allowed(YAML.readTree(Files.readString(directory.resolve("allowed-breaks.yaml")))));
        }
    }

    /** What keeps the document from being the next one, a sentence each; empty where nothing does. */
    public List<String> objectionsTo(OpenApiDocument next) {
        List<String> objections = new ArrayList<>();
        List<String> breaks = ContractChanges.between(document, next).stream()
                .filter(Change::breaking)
                .map(Change::sentence)
                .toList();
        Set<String> decided = allowed.stream().map(Allowed::change).collect(Collectors.toSet());
        breaks.stream().filter(sentence -> !decided.contains(sentence)).forEach(objections::add);
        for (Allowed one : allowed) {
            Matcher major = VERSION.matcher(one.version());
            if (!breaks.contains(one.change())) {
                objections.add("allowed-breaks.yaml allows what does not happen: " + one.change());
            } else if (one.reason().isBlank()) {
                objections.add("allowed-breaks.yaml gives no reason for: " + one.change());
            } else if (!major.matches() || Integer.parseInt(major.group(1)) <= version.get(0)) {
                objections.add("allowed-breaks.yaml needs the next major version (%d.0.0 or later), not \"%s\", for: %s"
                        .formatted(version.get(0) + 1, one.version(), one.change()));
            }
        }
        return objections;
    }

    private static List<Integer> version(Path file) {
        Matcher name = NAME.matcher(file.toFile().getName());
        return name.matches()
                ? List.of(
                        Integer.valueOf(name.group(1)), Integer.valueOf(name.group(2)), Integer.valueOf(name.group(3)))
                : List.of();
    }

    private static List<Allowed> allowed(JsonNode list) {
        return list.valueStream()
                .map(one -> new Allowed(
                        one.path("change").asString(""),
                        one.path("reason").asString(""),
                        one.path("version").asString("")))
                .toList();
    }
}
