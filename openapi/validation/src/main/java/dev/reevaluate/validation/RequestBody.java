package dev.reevaluate.validation;

import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a body, in each media type, as JSON. */
final class RequestBody {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";

    /** The media types that can be read. */
    static final List<String> READABLE = List.of(JSON, FORM, MULTIPART);

    private RequestBody() {}

    /** The body, which the schema helps to read where it is a form. */
    static JsonNode read(ContentType type, byte[] body, Schema schema) {
        return switch (type.mediaType()) {
            case JSON -> JsonBody.read(body);
            case FORM -> FormFields.urlencoded(body, type.charset()).toJson(schema.getSchemaNode());
            default -> FormFields.multipart(body, type).toJson(schema.getSchemaNode());
        };
    }
}
