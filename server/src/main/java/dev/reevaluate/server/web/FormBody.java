package dev.reevaluate.server.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns the fields of a form, which knows only texts, into the JSON that the schema expects. */
final class FormBody {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?");

    // An index is as short as a form that fits the size limit can use; a longer one names no element.
    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");

    private FormBody() {}

    /**
     * The form as the object that the schema describes. A list is the field repeated ({@code ids=1&ids=2}), as OpenAPI
     * serialises it, or else the field indexed ({@code ids[0]=1&ids[1]=2}), as the vendor's framework also takes it.
     */
    static JsonNode toJson(MultiValueMap<String, String> form, JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            if (property.getValue().path("type").asString("").equals("array")) {
                List<String> values = form.containsKey(name) ? form.get(name) : indexed(form, name);
                if (!values.isEmpty()) {
                    object.set(name, list(values));
                }
            } else if (form.containsKey(name)) {
                object.set(name, scalar(form.get(name).get(form.get(name).size() - 1)));
            }
        });
        return object;
    }

    private static ArrayNode list(List<String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(values.size());
        values.forEach(value -> list.add(scalar(value)));
        return list;
    }

    private static List<String> indexed(MultiValueMap<String, String> form, String name) {
        TreeMap<Integer, List<String>> byIndex = new TreeMap<>();
        form.forEach((field, values) -> {
            if (field.startsWith(name)) {
                Matcher index = INDEX.matcher(field.substring(name.length()));
                if (index.matches()) {
                    byIndex.computeIfAbsent(Integer.valueOf(index.group(1)), none -> new ArrayList<>())
                            .addAll(values);
                }
            }
        });
        return byIndex.values().stream().flatMap(List::stream).toList();
    }

    private static JsonNode scalar(String value) {
        if (JSON_NUMBER.matcher(value).matches() && value.length() <= 1000) {
            return JsonBody.integerIfOne(JsonNodeFactory.instance.numberNode(new BigDecimal(value)));
        }
        return JsonNodeFactory.instance.stringNode(value);
    }
}
