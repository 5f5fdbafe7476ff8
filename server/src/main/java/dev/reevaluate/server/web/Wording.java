package dev.reevaluate.server.web;

import com.networknt.schema.Error;
import dev.reevaluate.server.bulk.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/** Every text that a refused request gets, as the vendor's framework words it; a text stands nowhere else. */
final class Wording {

    static final String NO_KEY = "Authentication credentials were not provided.";
    static final String UNKNOWN_KEY = "Invalid API key.";
    static final String FORBIDDEN = "You do not have permission to perform this action.";
    static final String NOT_FOUND = "Not found.";
    static final String INVALID_PAGE = "Invalid page.";
    static final String UNAVAILABLE = "Service temporarily unavailable, try again later.";
    static final String INTERNAL = "Internal server error.";

    static final String REQUIRED = "This field is required.";
    static final String NOT_NULL = "This field may not be null.";
    static final String NOT_AN_INTEGER = "A valid integer is required.";
    static final String NOT_INTEGERS = "Expected integers separated by commas.";
    static final String NO_DATA = "No data provided";
    static final String NO_BOUNDARY = "Multipart form parse error: the Content-Type names no boundary.";
    static final String BAD_MULTIPART = "Multipart form parse error: the body does not follow its boundary.";
    static final String BAD_FORM = "Form parse error: malformed percent-encoding.";

    static final String BAD_QUERY = "Query parse error: malformed percent-encoding.";
    static final String MALFORMED = "Malformed HTTP request.";
    static final String NO_NULL_CHARACTERS = "Null characters are not allowed.";

    private static final String RESULTS = "result_ids";
    private static final String METRICS = "metric_ids";

    private Wording() {}

    static String methodNotAllowed(String method) {
        return "Method \"%s\" not allowed.".formatted(method);
    }

    static String unsupportedMediaType(@Nullable String contentType) {
        return "Unsupported media type \"%s\" in request.".formatted(contentType == null ? "" : contentType);
    }

    static String tooLarge(DataSize limit) {
        return "Request body is larger than %d bytes.".formatted(limit.toBytes());
    }

    static String atLeast(long minimum) {
        return "Ensure this value is greater than or equal to %d.".formatted(minimum);
    }

    static String jsonParseError(String kind) {
        return "JSON parse error: %s.".formatted(kind);
    }

    static String jsonParseError(int line, int column, String kind) {
        return jsonParseError("line %d, column %d: %s".formatted(line, column, kind));
    }

    static String notAnObject(JsonNode data) {
        return data.isNull() ? NO_DATA : "Invalid data. Expected a dictionary, but got %s.".formatted(typeName(data));
    }

    /** What the contract's schema says against a field, or against an element of it. */
    static String violation(Error error, JsonNode data) {
        return switch (error.getKeyword()) {
            case "required" -> REQUIRED;
            case "minItems" -> "Ensure this field has at least %s elements.".formatted(limit(error));
            case "maxItems" -> "Ensure this field has no more than %s elements.".formatted(limit(error));
            case "type" -> wrongType(error, data);
            default -> "Ensure this value follows the contract: %s.".formatted(error.getKeyword());
        };
    }

    /** The text against the element of a list at the position, which counts from 0. */
    static String item(int position, String text) {
        return "Item %d: %s".formatted(position, text);
    }

    /** The rules' refusal, by the fields it concerns. */
    static FieldErrors refusal(Refusal refusal) {
        FieldErrors errors = new FieldErrors();
        if (refusal instanceof Refusal.UnknownIds unknown) {
            unknown.results().forEach(id -> errors.add(RESULTS, unknownId(id)));
            unknown.metrics().forEach(id -> errors.add(METRICS, unknownId(id)));
        } else if (refusal instanceof Refusal.OutOfScope scope) {
            scope.pairs()
                    .forEach(pair -> errors.add(
                            METRICS, "Metric %d is not enabled for agent %d.".formatted(pair.metric(), pair.agent())));
        } else if (refusal instanceof Refusal.NothingEligible) {
            errors.add(RESULTS, "None of the selected results has a completed or failed run.");
        } else if (refusal instanceof Refusal.InsufficientBalance balance) {
            errors.add(
                    FieldErrors.NON_FIELD,
                    "Insufficient balance for this operation: %s credits needed, %s available."
                            .formatted(balance.needed(), balance.available()));
        }
        return errors;
    }

    private static String unknownId(Object id) {
        return "Invalid pk \"%s\" - object does not exist.".formatted(id);
    }

    private static String wrongType(Error error, JsonNode data) {
        if (data.isNull()) {
            return NOT_NULL;
        }
        String expected = error.getSchemaNode().asString("");
        return switch (expected) {
            case "array" -> "Expected a list of items but got type \"%s\".".formatted(typeName(data));
            case "integer" -> NOT_AN_INTEGER;
            default -> "Expected %s but got %s.".formatted(expected, typeName(data));
        };
    }

    private static String limit(Error error) {
        return error.getSchemaNode().asString();
    }

    // The vendor's framework is written in Python, and its texts name Python's types.
    private static String typeName(JsonNode data) {
        if (data.getNodeType() == JsonNodeType.NUMBER) {
            return data.isIntegralNumber() ? "int" : "float";
        }
        return switch (data.getNodeType()) {
            case ARRAY -> "list";
            case OBJECT -> "dict";
            case BOOLEAN -> "bool";
            case STRING -> "str";
            default -> "null";
        };
    }
}
