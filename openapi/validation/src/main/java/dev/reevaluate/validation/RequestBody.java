package dev.reevaluate.validation;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a body, in each media type, as JSON. */
final class RequestBody {

    static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";

    /** The media types that can be read. */
    static final List<String> READABLE = List.of(JSON, FORM, MULTIPART);

    private RequestBody() {}

    /** Returns the body, which its schema helps to read where it is a form. */
    static JsonNode read(ContentType type, byte[] body, Operation operation) {
        if (type.mediaType().equals(JSON)) {
            JsonNode value = JsonBody.read(body);
            // What lacks no field is no object without fields either: it is nothing
            if (body.length == 0 && operation.bodySchema().violations(value).isEmpty()) {
                throw RequestRefusedException.unreadable(ProtocolTexts.NO_DATA);
            }
            return value;
        }
        FormFields fields = type.mediaType().equals(FORM)
                ? FormFields.urlencoded(body, type.charset())
                : FormFields.multipart(body, type);
        return fields.toJson(operation.bodyFields(), operation.lists(type.mediaType()));
    }
}
