package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.EcmaPattern;
import dev.reevaluate.document.ResolvedSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Further fields that an object of a schema may have: declared ones, ones whose names follow a pattern, and others. */
record FurtherFields(ResolvedSchema schema, int depth) {

    /** How many fields an object gets at most. */
    static final int MOST = 10_000;

    private static final List<String> SIGNS =
            List.of("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /** Adds fields until the object has as many, or no further one is known. */
    void fill(ObjectNode object, int size) {
        schema.propertyNames().stream()
                .filter(name -> !object.has(name))
                .filter(name -> !Sample.isSet(schema.property(name), "readOnly"))
                .limit(Math.max(0, size - object.size()))
                .forEach(name -> object.set(name, value(name)));
        for (String pattern : patterns()) {
            PatternText.of(pattern).ifPresent(text -> fill(object, size, List.of(text)));
        }
        if (!isClosed()) {
            fill(object, size, names());
        }
    }

    /** Adds fields, whether or not the schema has something against their names. */
    void fillAnyhow(ObjectNode object, int size) {
        fill(object, size);
        for (int i = 0; object.size() < size && i < MOST; i++) {
            object.put(Keywords.UNKNOWN + i, "x");
        }
    }

    /** Returns a good value of the field, as far as one is declared. */
    JsonNode value(String name) {
        if (schema.propertyNames().contains(name)) {
            return Sample.of(schema.property(name), depth + 1).value();
        }
        return patterns().stream()
                .filter(pattern -> EcmaPattern.of(pattern).isIn(name))
                .findFirst()
                .map(pattern ->
                        schema.within(one -> one.path("patternProperties").path(pattern)))
                .or(schema::additional)
                .map(declared -> Sample.of(declared, depth + 1).value())
                .orElseGet(() -> JsonNodeFactory.instance.stringNode("x"));
    }

    /** Returns the regular expressions that names may follow. */
    Set<String> patterns() {
        Set<String> patterns = new LinkedHashSet<>();
        schema.keyword("patternProperties").forEach(one -> patterns.addAll(one.propertyNames()));
        return patterns;
    }

    private void fill(ObjectNode object, int size, List<String> like) {
        List<EcmaPattern> own = patterns().stream().map(EcmaPattern::of).toList();
        List<EcmaPattern> ofNames = declaredNames().keyword("pattern").stream()
                .map(pattern -> EcmaPattern.of(pattern.asString("")))
                .toList();
        like.stream()
                .flatMap(FurtherFields::variations)
                .filter(name -> ofNames.stream().allMatch(pattern -> pattern.isIn(name)))
                .filter(this::isName)
                .filter(name -> !object.has(name) && !schema.propertyNames().contains(name))
                .filter(name -> !isClosed() || own.stream().anyMatch(pattern -> pattern.isIn(name)))
                .distinct()
                .limit(Math.max(0, size - object.size()))
                .toList()
                .forEach(name -> object.set(name, value(name)));
    }

    private boolean isClosed() {
        return Stream.of("additionalProperties", "unevaluatedProperties")
                .flatMap(keyword -> schema.keyword(keyword).stream())
                .anyMatch(declared -> declared.isBoolean() && !declared.asBoolean());
    }

    // Those that propertyNames lists, or such as it asks for
    private List<String> names() {
        ResolvedSchema declared = declaredNames();
        List<String> names = new ArrayList<>();
        declared.keyword("enum").forEach(list -> list.forEach(name -> names.add(name.asString(""))));
        declared.keyword("const").forEach(name -> names.add(name.asString("")));
        declared.keyword("pattern")
                .forEach(pattern -> PatternText.of(pattern.asString("")).ifPresent(names::add));
        if (names.isEmpty()) {
            int least = Limits.largest(declared, "minLength");
            String name = Keywords.UNKNOWN + "x".repeat(Math.max(0, Math.min(MOST, least) - Keywords.UNKNOWN.length()));
            names.add(declared.keyword("maxLength").stream()
                    .map(most -> name.substring(0, Math.min(name.length(), most.asInt())))
                    .min((one, other) -> one.length() - other.length())
                    .orElse(name));
        }
        return names;
    }

    private ResolvedSchema declaredNames() {
        return schema.within(one -> one.path("propertyNames"));
    }

    // As far as its pattern does not tell
    private boolean isName(String name) {
        ResolvedSchema declared = declaredNames();
        int length = name.codePointCount(0, name.length());
        return declared.keyword("minLength").stream().allMatch(least -> length >= least.asInt())
                && declared.keyword("maxLength").stream().allMatch(most -> length <= most.asInt())
                && declared.keyword("enum").stream()
                        .allMatch(list -> list.valueStream()
                                .anyMatch(one -> one.asString("").equals(name)))
                && declared.keyword("const").stream()
                        .allMatch(one -> one.asString("").equals(name));
    }

    // It, longer ones, and as long ones
    private static Stream<String> variations(String name) {
        return Stream.concat(
                Stream.of(name),
                IntStream.range(0, MOST)
                        .boxed()
                        .flatMap(i -> Stream.concat(
                                Stream.of(name + i), SIGNS.stream().flatMap(signs -> counted(name, i, signs)))));
    }

    // With a number in place of its last signs, written in these; none where it has not as many
    private static Stream<String> counted(String name, int number, String signs) {
        StringBuilder written = new StringBuilder();
        int rest = number;
        do {
            written.insert(0, signs.charAt(rest % signs.length()));
            rest /= signs.length();
        } while (rest > 0);
        return written.length() > name.length()
                ? Stream.empty()
                : Stream.of(name.substring(0, name.length() - written.length()) + written);
    }
}
