package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracttests.cases.Kind.POSITIVE;

import dev.reevaluate.document.ResolvedSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The cases of keywords that say something of a value as a whole: of a stock of values, those that break the keyword. */
final class Composition {

    /** Keywords that say something of an object as a whole. */
    static final List<String> OF_OBJECTS = List.of(
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
            "propertyNames",
            "patternProperties",
            "unevaluatedProperties");

    /** Keywords that say something of a list as a whole. */
    static final List<String> OF_LISTS =
            List.of("prefixItems", "contains", "minContains", "maxContains", "unevaluatedItems");

    /** Keywords that say something of a value as a whole. */
    static final List<String> OPAQUE = Stream.of(OF_OBJECTS, OF_LISTS, List.of("not", "if"))
            .flatMap(List::stream)
            .toList();

    private static final int ENOUGH = 3;

    private Composition() {}

    static void breakOpaque(ValueUnderTest value, String keyword, JsonNode argument) {
        String written = Keywords.written(keyword, argument);
        List<JsonNode> tried = tried(value, keyword, argument);
        Stream.concat(Stream.of(value.example()), tried.stream())
                .filter(other -> value.violations(other) == 0)
                .distinct()
                .limit(ENOUGH)
                .forEach(other -> value.other(written, other, POSITIVE));
        // What an if asks is told by its branches, and how many of them a list contains by another keyword
        List<String> told = switch (keyword) {
            case "if" -> List.of("then", "else");
            case "minContains" -> List.of("minContains", "contains");
            default -> List.of(keyword);
        };
        // Those first that nothing else is wrong with
        List<JsonNode> breaking = Stream.concat(tried.stream(), stock(value).stream())
                .filter(other -> told.stream().anyMatch(one -> value.breaks(one, other)))
                .distinct()
                .sorted(Comparator.comparingInt(value::violations))
                .limit(ENOUGH)
                .toList();
        breaking.forEach(other -> value.other(written, other, NEGATIVE));
        if (breaking.isEmpty()) {
            value.notSupported("`" + keyword + "`", "no value is known that breaks it");
        }
    }

    private static List<JsonNode> tried(ValueUnderTest value, String keyword, JsonNode argument) {
        if (keyword.equals("not") || keyword.equals("if")) {
            return ofConditions(value, keyword);
        }
        return OF_LISTS.contains(keyword)
                ? ListsTried.with(value, keyword)
                : ObjectsTried.with(value, keyword, argument);
    }

    // What the condition asks for, by itself and within the value
    private static List<JsonNode> ofConditions(ValueUnderTest value, String keyword) {
        ResolvedSchema schema = value.schema();
        ResolvedSchema condition = schema.within(one -> one.path(keyword));
        List<JsonNode> tried = new ArrayList<>();
        for (ResolvedSchema asked : List.of(schema.and(condition), condition)) {
            JsonNode sample = Sample.of(asked).value();
            tried.add(sample);
            if (asked.allows("object")) {
                ObjectNode fields = sample instanceof ObjectNode object ? object : Sample.object(asked, 0);
                ObjectNode both = value.example() instanceof ObjectNode object
                        ? object.deepCopy().setAll(fields)
                        : fields.deepCopy();
                tried.add(both);
                for (String branch : List.of("then", "else")) {
                    tried.addAll(Stray.fields(both, schema.within(one -> one.path(branch))));
                }
            }
        }
        return tried;
    }

    /** Values that follow none of the alternatives. */
    static void breakAlternatives(ValueUnderTest value) {
        List<JsonNode> breaking = stock(value).stream()
                .filter(other -> value.breaks("oneOf", other) || value.breaks("anyOf", other))
                .limit(ENOUGH)
                .toList();
        breaking.forEach(other -> value.other("alternative", other, NEGATIVE));
        if (breaking.isEmpty()) {
            value.notSupported("its alternatives", "no value is known that follows none of them");
        }
    }

    static void discriminator(ValueUnderTest value, JsonNode discriminator) {
        String name = discriminator.path("propertyName").asString("");
        if (!(value.example() instanceof ObjectNode example)) {
            return;
        }
        String keyword = "discriminator " + name;
        value.known(keyword, "unknown", example.deepCopy().put(name, Keywords.UNKNOWN), NEGATIVE);
        value.known(keyword, "missing", example.deepCopy().without(name), NEGATIVE);
        if (!value.breaks("oneOf", example.deepCopy().put(name, Keywords.UNKNOWN))
                && !value.breaks("anyOf", example.deepCopy().put(name, Keywords.UNKNOWN))) {
            value.notSupported(keyword, "its alternatives do not say which value they have there");
        }
    }

    private static List<JsonNode> stock(ValueUnderTest value) {
        List<JsonNode> stock = new ArrayList<>();
        JsonNode example = value.example();
        if (example instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> stock.add(object.deepCopy().without(name)));
            stock.add(Keywords.withUnknown(value));
            stock.add(object.deepCopy().removeAll());
            object.propertyNames().forEach(name -> stock.add(object.deepCopy().put(name, Keywords.UNKNOWN)));
            for (int i = 1; i <= ENOUGH; i++) {
                stock.add(Keywords.withUnknown(value).put(Keywords.UNKNOWN + i, i));
            }
        } else if (example instanceof ArrayNode list) {
            stock.add(list.deepCopy().removeAll());
            stock.add(list.deepCopy().addAll(list));
            stock.add(list.deepCopy().insert(0, Keywords.UNKNOWN));
        }
        stock.addAll(Stray.VALUES);
        stock.removeIf(other -> other instanceof MissingNode);
        return stock;
    }
}
