package dev.reevaluate.contracts.cases;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One place of a value, while its variants are made.
 *
 * @param part of which request, to name it
 * @param place its name, from the outermost field inwards
 * @param example a good value
 * @param sure whether the demo workspace is known to have what the example names
 * @param text whether it is written as a text whose type only the schema tells, as in forms and queries
 * @param whole puts another value in this place, and gives all of it
 */
record Field(
        OpenApi api,
        String part,
        String place,
        JsonNode schema,
        JsonNode example,
        boolean sure,
        boolean text,
        UnaryOperator<JsonNode> whole,
        Consumer<Variant> out) {

    /** Where this is, in a sentence. */
    String where() {
        return place.isEmpty() ? part : part + ", " + place;
    }

    List<String> types() {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asString).toList()
                : Stream.of(type)
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .toList();
    }

    boolean is(String type) {
        return types().contains(type);
    }

    /** A variant whose ids the demo workspace is known to have, if it has the example's. */
    void known(String keyword, String what, JsonNode value, Kind kind) {
        out.accept(new Variant(place, keyword, what, whole.apply(value), kind, sure));
    }

    /** A variant of which only the schema is asked; where it fits, the data decides. */
    void other(String keyword, JsonNode value, Kind kind) {
        if (value.equals(example)) {
            known(keyword, shortened(value), value, kind);
        } else {
            out.accept(new Variant(place, keyword, shortened(value), whole.apply(value), kind, false));
        }
    }

    /** The field of this object. */
    Field field(String name) {
        JsonNode definition = api.followed(schema.path("properties").path(name));
        JsonNode given = example.path(name);
        Sample sample = given.isMissingNode() ? Sample.of(api, definition) : new Sample(given, true);
        UnaryOperator<JsonNode> put = value -> {
            ObjectNode object = (ObjectNode) example.deepCopy();
            if (value.isMissingNode()) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
            return whole.apply(object);
        };
        return new Field(
                api,
                part,
                place.isEmpty() ? name : place + "." + name,
                definition,
                sample.value(),
                sure && sample.known(),
                text,
                put,
                out);
    }

    /** The last element of this list. */
    Field element() {
        JsonNode definition = api.followed(schema.path("items"));
        Sample sample =
                example.isEmpty() ? Sample.of(api, definition) : new Sample(example.get(example.size() - 1), true);
        UnaryOperator<JsonNode> put = value -> {
            ArrayNode list = (ArrayNode) example.deepCopy();
            if (list.isEmpty()) {
                list.add(value);
            } else {
                list.set(list.size() - 1, value);
            }
            return whole.apply(list);
        };
        return new Field(api, part, place + "[]", definition, sample.value(), sure && sample.known(), text, put, out);
    }

    void missing(String keyword, Kind kind) {
        known(keyword, "missing", MissingNode.getInstance(), kind);
    }

    private static String shortened(JsonNode value) {
        String written = value.toString();
        return written.length() <= 40
                ? written
                : "%s... (%d characters)".formatted(written.substring(0, 20), written.length());
    }
}
