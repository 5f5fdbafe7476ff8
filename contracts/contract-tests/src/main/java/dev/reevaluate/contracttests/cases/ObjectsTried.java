package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.ResolvedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects that a keyword about several fields, or about their names, may have something against: some are good, some are not. */
final class ObjectsTried {

    private static final int LONGEST_NAME = 1000;
    private static final List<String> STRAY_NAMES =
            List.of(Keywords.UNKNOWN, "", " ", "x", "X", "x y", "1", "-", "_", "\u00e9", "\u20ac");

    private final ValueUnderTest value;
    private final ObjectNode example;
    private final FurtherFields further;
    private final List<JsonNode> tried = new ArrayList<>();

    private ObjectsTried(ValueUnderTest value) {
        this.value = value;
        this.example = value.example() instanceof ObjectNode object ? object : Sample.object(value.schema(), 0);
        this.further = new FurtherFields(value.schema(), 0);
    }

    static List<JsonNode> with(ValueUnderTest value, String keyword, JsonNode argument) {
        ObjectsTried objects = new ObjectsTried(value);
        switch (keyword) {
            case "minProperties" -> objects.ofSizes(argument.asInt(), argument.asInt() - 1);
            case "maxProperties" -> objects.ofSizes(argument.asInt(), argument.asInt() + 1);
            case "propertyNames" -> objects.names(value.schema().within(schema -> schema.path("propertyNames")));
            case "dependentRequired" -> argument.properties().forEach(one -> objects.dependent(one.getKey()));
            case "dependentSchemas" ->
                argument.propertyNames()
                        .forEach(name -> objects.follow(
                                name,
                                value.schema()
                                        .within(one ->
                                                one.path("dependentSchemas").path(name))));
            case "patternProperties" -> objects.patterns(argument);
            default -> Stray.VALUES.forEach(stray -> objects.add(Keywords.UNKNOWN, stray));
        }
        return objects.tried;
    }

    private void ofSizes(int... sizes) {
        for (int size : sizes) {
            if (size >= 0 && size <= FurtherFields.MOST) {
                ObjectNode object = example.deepCopy();
                List<String> names = new ArrayList<>(object.propertyNames());
                Set<String> required = value.required();
                // The required ones last
                names.sort((one, other) -> Boolean.compare(required.contains(one), required.contains(other)));
                names.stream().limit(Math.max(0, object.size() - size)).forEach(object::remove);
                further.fillAnyhow(object, size);
                tried.add(object);
            }
        }
    }

    private void names(ResolvedSchema names) {
        ObjectNode one = example.deepCopy();
        further.fill(one, one.size() + 1);
        tried.add(one);
        Stream<String> strays = STRAY_NAMES.stream();
        for (JsonNode most : names.keyword("maxLength")) {
            strays = Stream.concat(strays, Stream.of("x".repeat(Math.min(LONGEST_NAME, most.asInt()) + 1)));
        }
        strays.forEach(name -> add(name, further.value(name)));
    }

    // With all that it asks for, and without each of it
    private void dependent(String name) {
        ObjectNode all = with(example, name);
        for (boolean grows = true; grows; ) {
            int size = all.size();
            for (JsonNode lists : value.schema().keyword("dependentRequired")) {
                lists.properties().forEach(one -> {
                    if (all.has(one.getKey())) {
                        one.getValue().forEach(asked -> put(all, asked.asString("")));
                    }
                });
            }
            grows = all.size() > size;
        }
        tried.add(all);
        value.schema()
                .keyword("dependentRequired")
                .forEach(lists -> lists.path(name)
                        .forEach(asked -> tried.add(all.deepCopy().without(asked.asString("")))));
    }

    // With the field, what the schema asks for then, and each of that wrong
    private void follow(String name, ResolvedSchema schema) {
        ObjectNode object = with(example, name);
        tried.add(object);
        ObjectNode good = object.deepCopy();
        Sample.object(value.schema().and(schema), 0)
                .properties()
                .forEach(field -> good.set(field.getKey(), field.getValue()));
        tried.add(good);
        tried.addAll(Stray.fields(good, schema));
    }

    private void patterns(JsonNode patterns) {
        patterns.propertyNames()
                .forEach(pattern -> PatternText.of(pattern).ifPresent(name -> {
                    add(name, further.value(name));
                    Stray.VALUES.forEach(stray -> add(name, stray));
                }));
    }

    private ObjectNode with(ObjectNode object, String name) {
        ObjectNode other = object.deepCopy();
        put(other, name);
        return other;
    }

    private void put(ObjectNode object, String name) {
        if (!object.has(name)) {
            object.set(name, further.value(name));
        }
    }

    private void add(String name, JsonNode field) {
        tried.add(example.deepCopy().set(name, field));
    }
}
