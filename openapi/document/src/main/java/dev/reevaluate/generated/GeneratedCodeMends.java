package dev.reevaluate.generated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Mends what the generator (7.25.0) writes and javac does not take, or takes for something else: each method is named for one thing
 * that it does wrong. A new version of the generator may make some of them useless; their tests say what it wrote.
 */
final class GeneratedCodeMends {

    private static final Pattern ELEMENT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[\\w.:+-]+");

    private static final Pattern VALUE_OF =
            Pattern.compile("\\b(?:BigDecimal|UUID|LocalDate|OffsetDateTime)\\.valueOf\\((.*)\\)([,;])\n");
    private static final Pattern ENUM =
            Pattern.compile("enum (\\w+) \\{(.*?);\\s+private (?:final )?(\\S+) value;", Pattern.DOTALL);
    private static final Pattern CONSTANT = Pattern.compile("\n\\s+\\w+\\((.*)\\)(?=,|$)");
    private static final Pattern DEFAULT = Pattern.compile("private (\\w+) \\w+ = (.*);\n");
    // The generated client has these, in answers; the server leaves them out
    private static final Pattern NULLABLE_DEFAULT =
            Pattern.compile("private JsonNullable<(\\w+)> \\w+ = JsonNullable\\.<\\w+>of\\((.*)\\);\n");
    // A number of an object by default, and texts in which one may seem to stand
    private static final Pattern WITHIN_OBJECT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|\\.(\\w+)\\((-?\\d+)\\)");
    private static final Pattern NEW_OBJECT = Pattern.compile("new (\\w+)\\(\\)\\..*");
    private static final Pattern SETTER = Pattern.compile("public (\\w+) (\\w+)\\((?:@\\S+ )*(\\w+) \\w+\\) \\{");
    private static final Pattern LIST = Pattern.compile("private (?:JsonNullable<)?(?:List|Set)<(\\w+)>{1,2} (\\w+)");
    private static final Pattern LIST_DEFAULT = Pattern.compile(
            "\\b(\\w+) = (?:JsonNullable\\.\\S*of\\()?new \\w+<>\\(Arrays\\.asList\\(((?:%1$s)(?:, (?:%1$s))*+)\\)"
                    .formatted(ELEMENT));
    private static final Pattern EQUAL_DECIMALS = Pattern.compile("fromValue\\(BigDecimal value\\) \\{\\s+"
            + "for \\(\\w+ b : \\w+\\.values\\(\\)\\) \\{\\s+if \\((b\\.value\\.equals\\(value\\))");
    private static final Pattern DISCRIMINATOR =
            Pattern.compile("public interface \\w+ \\{\\s+(public String get\\w+\\(\\);)");
    private static final Pattern GETTER =
            Pattern.compile("@JsonProperty\\((\"(?:[^\"\\\\]|\\\\.)*+\")[^{;]*\\{\\s+return (\\S+);");
    private static final Pattern FIELD = Pattern.compile("(?m)(?<=^  )(?=private (?:[^=;(]* )?(\\S+)(?: = .*)?;$)");
    private static final Pattern COMMENT = Pattern.compile("(?<=/\\*\\*\\n)");
    private static final Pattern USED =
            Pattern.compile("(?<![.\\w])(?:BigInteger|BigDecimal|LocalDate|OffsetDateTime|UUID|URI)(?=[.(]| value;)");
    private static final Pattern PACKAGE = Pattern.compile("package .*;\n\n");

    private static final String JSON_VALUE = "import com.fasterxml.jackson.annotation.JsonValue;\n";

    private final Map<String, String> enums;
    // By class and name, what each takes
    private final Map<List<String>, String> setters = new HashMap<>();

    GeneratedCodeMends(Collection<String> codes) {
        enums = enums(codes);
        codes.forEach(code -> SETTER.matcher(code)
                .results()
                .forEach(one -> setters.put(List.of(one.group(1), one.group(2)), one.group(3))));
    }

    /** Mends the files below the directory; those of a package know each other. */
    static void mend(Path directory) throws IOException {
        Map<Path, Map<Path, String>> packages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                packages.computeIfAbsent(file.getParent(), none -> new TreeMap<>())
                        .put(file, Files.readString(file));
            }
        }
        for (Map<Path, String> codes : packages.values()) {
            GeneratedCodeMends mends = new GeneratedCodeMends(codes.values());
            for (Map.Entry<Path, String> code : codes.entrySet()) {
                String mended = mends.mended(code.getValue());
                if (!mended.equals(code.getValue())) {
                    Files.writeString(code.getKey(), mended);
                }
            }
        }
    }

    // The imports last: they follow from what the others write
    private String mended(String code) {
        return missingImports(externalDocs(namesOfFields(discriminatorOfAnotherType(
                numbersThatDifferInDigits(defaultLists(defaults(enumConstants(missingValueOf(code)))))))));
    }

    /** {@code LocalDate.valueOf("2026-01-01")}: these types have no such method. */
    static String missingValueOf(String code) {
        return VALUE_OF.matcher(code).replaceAll("$1$2\n");
    }

    /** {@code _1("1")} in an enum of integers: the constant of each value is a text, or an int. */
    static String enumConstants(String code) {
        return replaced(
                ENUM,
                2,
                code,
                one -> replaced(CONSTANT, 1, one.group(2), constant -> literal(one.group(3), constant.group(1))));
    }

    /** {@code LocalDate day = "2026-01-01"}, {@code Color color = 2}, {@code new Size().width(2)}: a default is as the document has it, whatever the type. */
    String defaults(String code) {
        Map<String, String> here = enums(List.of(code));
        Function<MatchResult, String> mend = one -> {
            String type = one.group(1);
            String literal = one.group(2);
            Matcher object = NEW_OBJECT.matcher(literal);
            if (object.matches()) {
                return defaultObject(object.group(1), literal);
            }
            String value = here.getOrDefault(type, enums.getOrDefault(type, ""));
            if (value.isEmpty()) {
                return literal(type, literal);
            }
            boolean constant = literal.equals("null") || literal.startsWith(type + ".");
            return constant ? literal : "%s.fromValue(%s)".formatted(type, literal(value, literal));
        };
        return replaced(NULLABLE_DEFAULT, 2, replaced(DEFAULT, 2, code, mend), mend);
    }

    private String defaultObject(String type, String code) {
        return WITHIN_OBJECT
                .matcher(code)
                .replaceAll(one -> Matcher.quoteReplacement(
                        one.group(1) == null
                                ? one.group()
                                : ".%s(%s)"
                                        .formatted(
                                                one.group(1),
                                                literal(
                                                        setters.getOrDefault(List.of(type, one.group(1)), ""),
                                                        one.group(2)))));
    }

    /** {@code Arrays.asList(1, 2)} for a {@code List<Long>}: the elements are as the document has them. */
    static String defaultLists(String code) {
        Map<String, String> types = LIST.matcher(code)
                .results()
                .collect(Collectors.toMap(one -> one.group(2), one -> one.group(1), (one, same) -> one));
        return replaced(
                LIST_DEFAULT,
                2,
                code,
                list -> replaced(
                        ELEMENT, 0, list.group(2), one -> literal(types.getOrDefault(list.group(1), ""), one.group())));
    }

    /** {@code b.value.equals(value)}: of decimals this takes 2.5 and 2.50 for two. */
    static String numbersThatDifferInDigits(String code) {
        return replaced(EQUAL_DECIMALS, 1, code, one -> "b.value.compareTo(value) == 0");
    }

    /** {@code String getKind()} in the interface of a oneOf: each of its classes returns an enum of its own. */
    static String discriminatorOfAnotherType(String code) {
        return replaced(DISCRIMINATOR, 1, code, one -> "");
    }

    /**
     * {@code private String eTag}: what Java calls otherwise than its getter says, as {@code geteTag} does, Jackson takes for another
     * property, so what is said of the field, as when it is left out, is not said of the property.
     */
    static String namesOfFields(String code) {
        Map<String, String> names = GETTER.matcher(code)
                .results()
                .collect(Collectors.toMap(one -> one.group(2), one -> one.group(1), (one, same) -> one));
        return replaced(
                FIELD,
                0,
                code,
                field -> names.containsKey(field.group(1))
                        ? "@JsonProperty(%s)\n  ".formatted(names.get(field.group(1)))
                        : "");
    }

    /** What ends a comment, or begins an escape of Java, in externalDocs: the generator writes it as it stands. */
    static String externalDocs(String code) {
        return COMMENT.splitAsStream(code)
                .map(comment -> {
                    int end = comment.indexOf("</a>\n", Math.max(0, comment.indexOf(" * @see <a href=\"")));
                    return comment.contains(" * @see <a href=\"") && end >= 0
                            ? comment.substring(0, end).replace("*/", "*&#47;").replace("\\u", "&#92;u")
                                    + comment.substring(end)
                            : comment;
                })
                .collect(Collectors.joining());
    }

    /** {@code private final LocalDate value}, {@code @JsonValue} in an enum, without an import of it. */
    static String missingImports(String code) {
        String imports = USED.matcher(code)
                .results()
                .map(MatchResult::group)
                .distinct()
                .flatMap(name -> LiteralType.called(name).map(LiteralType::importLine).stream())
                .filter(line -> !code.contains(line))
                .sorted()
                .collect(Collectors.joining());
        // In the class of a schema with oneOf or anyOf beside its properties
        if (code.contains(" @JsonValue\n") && !code.contains(JSON_VALUE)) {
            imports = JSON_VALUE + imports;
        }
        return imports.isEmpty() ? code : PACKAGE.matcher(code).replaceFirst("$0" + imports);
    }

    // By the name of each, the type of its values
    private static Map<String, String> enums(Collection<String> codes) {
        Map<String, String> found = new HashMap<>();
        codes.forEach(code -> ENUM.matcher(code).results().forEach(one -> found.put(one.group(1), one.group(3))));
        return found;
    }

    private static String literal(String type, String code) {
        return LiteralType.called(type).map(one -> one.literal(code)).orElse(code);
    }

    // Replaces what a group of the pattern takes, and nothing around it
    private static String replaced(Pattern pattern, int group, String code, Function<MatchResult, String> by) {
        StringBuilder replaced = new StringBuilder();
        int done = 0;
        for (MatchResult one : pattern.matcher(code).results().toList()) {
            replaced.append(code.substring(done, one.start(group))).append(by.apply(one));
            done = one.end(group);
        }
        return replaced.append(code.substring(done)).toString();
    }
}
