package dev.reevaluate.validation;

import com.networknt.schema.Error;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/** The texts of refusals by HTTP and the contract, as the vendor's framework words them; a text stands nowhere else. */
public final class ProtocolTexts {

    public static final String NOT_FOUND = "Not found.";
    public static final String UNAVAILABLE = "Service temporarily unavailable, try again later.";
    public static final String INTERNAL = "Internal server error.";
    public static final String TOO_SLOW = "The request body came too slowly.";
    public static final String MALFORMED = "Malformed HTTP request.";

    static final String NO_KEY = "Authentication credentials were not provided.";
    static final String UNKNOWN_KEY = "Invalid API key.";
    static final String FORBIDDEN = "You do not have permission to perform this action.";

    static final String BAD_QUERY = "Query parse error: malformed percent-encoding.";
    static final String BAD_FORM = "Form parse error: malformed percent-encoding.";
    static final String NO_BOUNDARY = "Multipart form parse error: the Content-Type names no boundary.";
    static final String BAD_MULTIPART = "Multipart form parse error: the body does not follow its boundary.";

    static final String REQUIRED = "This field is required.";
    static final String REPEATED = "This parameter may be given only once.";
    static final String NOT_NULL = "This field may not be null.";
    static final String NO_NULL_CHARACTERS = "Null characters are not allowed.";
    static final String NOT_AN_INTEGER = "A valid integer is required.";
    static final String NOT_A_NUMBER = "A valid number is required.";
    static final String NO_DATA = "No data provided";

    private static final int LONGEST_QUOTE = 100;

    private ProtocolTexts() {}

    /** Returns the text for a method that the path lacks. */
    public static String methodNotAllowed(String method) {
        return "Method \"%s\" not allowed.".formatted(quoted(method));
    }

    static String unsupportedMediaType(String contentType) {
        return "Unsupported media type \"%s\" in request.".formatted(quoted(contentType));
    }

    static String unsupportedCoding(String codings) {
        return "Unsupported content coding \"%s\" in request. Send the body as it is.".formatted(quoted(codings));
    }

    static String tooLarge(long bytes) {
        return "Request body is larger than %s bytes.".formatted(bytes);
    }

    static String jsonParseError(String kind) {
        return "JSON parse error: %s.".formatted(kind);
    }

    static String jsonParseError(int line, int column, String kind) {
        return jsonParseError("line %s, column %s: %s".formatted(line, column, kind));
    }

    static String notAnObject(JsonNode data) {
        return data.isNull() ? NO_DATA : "Invalid data. Expected a dictionary, but got %s.".formatted(typeName(data));
    }

    /** Returns the text for a violation of a schema by a field, a parameter, or an element of a list. */
    static String violation(Error error, JsonNode data) {
        String limit =
                error.getSchemaNode() == null ? "" : error.getSchemaNode().asString("");
        return switch (error.getKeyword()) {
            case "required" -> REQUIRED;
            case "type" -> wrongType(firstType(error.getSchemaNode()), data);
            case "format" -> ValueFormat.text(limit);
            case "minItems" -> "Ensure this field has at least %s elements.".formatted(limit);
            case "maxItems" -> "Ensure this field has no more than %s elements.".formatted(limit);
            case "minLength" -> "Ensure this field has at least %s characters.".formatted(limit);
            case "maxLength" -> "Ensure this field has no more than %s characters.".formatted(limit);
            case "minimum" -> "Ensure this value is greater than or equal to %s.".formatted(limit);
            case "maximum" -> "Ensure this value is less than or equal to %s.".formatted(limit);
            case "exclusiveMinimum" -> "Ensure this value is greater than %s.".formatted(limit);
            case "exclusiveMaximum" -> "Ensure this value is less than %s.".formatted(limit);
            case "enum" -> "\"%s\" is not a valid choice.".formatted(quoted(data.asString(data.toString())));
            case "pattern" -> "This value does not match the required pattern: %s".formatted(limit);
            default -> "Ensure this value follows the contract: %s.".formatted(error.getKeyword());
        };
    }

    /** Returns the text for the element of a list at the position, which counts from 0. */
    static String item(int position, String text) {
        return "Item %s: %s".formatted(position, text);
    }

    /** Returns the text for violations that are only counted. */
    static String more(long count) {
        return "... and %s more".formatted(count);
    }

    /** Quotes a caller's own words, cut where they are long. */
    public static String quoted(String text) {
        if (text.length() <= LONGEST_QUOTE) {
            return text;
        }
        // No half of a character outside of the basic plane
        int end = Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1)) ? LONGEST_QUOTE - 1 : LONGEST_QUOTE;
        return text.substring(0, end) + "...";
    }

    // Where null is one of several, the other is what is missed
    private static String firstType(@Nullable JsonNode types) {
        if (types == null || types.isString()) {
            return types == null ? "" : types.asString();
        }
        return types.values().stream()
                .map(JsonNode::asString)
                .filter(type -> !type.equals("null"))
                .findFirst()
                .orElse("");
    }

    private static String wrongType(String expected, JsonNode data) {
        if (data.isNull()) {
            return NOT_NULL;
        }
        return switch (expected) {
            case "array" -> "Expected a list of items but got type \"%s\".".formatted(typeName(data));
            case "object" -> "Expected a dictionary of items but got type \"%s\".".formatted(typeName(data));
            case "integer" -> NOT_AN_INTEGER;
            case "number" -> NOT_A_NUMBER;
            case "boolean" -> "Must be a valid boolean.";
            case "string" -> "Not a valid string.";
            default -> "Ensure this value follows the contract: type.";
        };
    }

    // The vendor's framework is written in Python, and its texts name Python's types
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
