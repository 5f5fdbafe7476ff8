package dev.reevaluate.validation;

import dev.reevaluate.document.NearestName;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How a media type of a body writes it.
 *
 * @param schema the pointer to its schema
 * @param lists how a form writes a list, by the field's name, where it does not repeat the field
 */
record FormEncoding(String schema, Map<String, ListStyle> lists) {

    /** How a list is written in one text. */
    enum ListStyle {
        COMMAS,
        JSON
    }

    /** Reads the encoding object of a media type. */
    static Map<String, ListStyle> of(String at, JsonNode encoding, ResolvedSchema shape) {
        Map<String, ListStyle> lists = new HashMap<>();
        encoding.properties().forEach(field -> {
            String place = at + "/encoding/" + OpenApiDocument.escaped(field.getKey());
            if (!shape.propertyNames().contains(field.getKey())) {
                throw new UnsupportedSpecFeatureException(
                        place,
                        "the encoding of " + field.getKey(),
                        "the schema has no property of that name"
                                + NearestName.among(shape.propertyNames(), field.getKey())
                                        .map(": did you mean %s?"::formatted)
                                        .orElse(""));
            }
            ResolvedSchema value = shape.property(field.getKey());
            JsonNode how = field.getValue();
            String type = how.path("contentType").asString("");
            boolean isList = OperationReader.isList(value);
            if (how.has("headers") || !how.path("style").asString("form").equals("form")) {
                throw new UnsupportedSpecFeatureException(
                        place, "headers or another style than form", "fields are read as texts");
            }
            if (type.equals(RequestBody.JSON) && isList) {
                lists.put(field.getKey(), ListStyle.JSON);
            } else if (type.equals(RequestBody.JSON)
                    ? !value.allows("object")
                    : !type.isEmpty() && !type.equals("text/plain")) {
                throw new UnsupportedSpecFeatureException(
                        place, "contentType " + type, "objects are read as JSON, and all else as text");
            }
            if (!how.path("explode").asBoolean(true)) {
                if (!isList) {
                    throw new UnsupportedSpecFeatureException(place, "explode: false", "the field is no list");
                }
                TextChecks.checkCommas(place, value);
                lists.put(field.getKey(), ListStyle.COMMAS);
            }
        });
        return lists;
    }
}
