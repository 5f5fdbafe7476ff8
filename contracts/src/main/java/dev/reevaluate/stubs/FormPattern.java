package dev.reevaluate.stubs;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Regular expressions of the forms that a stub takes. Each says one thing of one field, over the whole body, so that the
 * fields may stand in any order and among unknown ones.
 */
final class FormPattern {

    private static final String INTEGER = "-?\\d+";

    private final FormSyntax syntax;
    private final String name;
    private final String others;

    private FormPattern(FormSyntax syntax, String name) {
        this.syntax = syntax;
        this.name = name;
        this.others = "(?:" + syntax.anyBut(name) + ")*";
    }

    static Stream<String> of(String name, Field field, FormSyntax syntax) {
        return new FormPattern(syntax, name).of(field).map(fields -> "(?s)" + syntax.start() + fields);
    }

    private Stream<String> of(Field field) {
        if (field instanceof Field.Missing) {
            return Stream.of(others + syntax.end());
        }
        if (field instanceof Field.Valid valid) {
            return Stream.of(integers("{1," + valid.schema().path("maxItems").asString("") + "}"));
        }
        if (field instanceof Field.TooMany tooMany) {
            return Stream.of(integers("{" + tooMany.least() + ",}"));
        }
        if (field instanceof Field.Members members) {
            List<String> values = texts(members.list()).distinct().toList();
            return Stream.concat(Stream.of(nothingBut(values)), values.stream().map(this::somewhere));
        }
        if (field instanceof Field.Some some) {
            return Stream.of(
                    integers("{1," + some.schema().path("maxItems").asString("") + "}"),
                    nothingBut(texts(some.of()).toList()),
                    somewhere(String.join("|", texts(some.oneOf()).toList())));
        }
        if (field instanceof Field.Exactly exactly) {
            StringBuilder inOrder = new StringBuilder();
            texts(exactly.value()).forEach(value -> inOrder.append(others).append(syntax.field(name, value)));
            return Stream.of(inOrder + others + syntax.end());
        }
        throw new IllegalArgumentException("A form can't write " + name + " as " + field);
    }

    private String integers(String times) {
        return "(?:" + others + syntax.field(name, INTEGER) + ")" + times + others + syntax.end();
    }

    private String nothingBut(List<String> values) {
        return "(?:" + syntax.field(name, String.join("|", values)) + "|" + syntax.anyBut(name) + ")*" + syntax.end();
    }

    private String somewhere(String value) {
        return "(?:" + syntax.any() + ")*?" + syntax.field(name, value) + ".*";
    }

    private Stream<String> texts(JsonNode list) {
        return list.values().stream().map(value -> syntax.value(value.asString()));
    }
}
