package dev.reevaluate.wiremock;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the stub of a contract says about itself, beside what plain WireMock reads of it: whether the checks refuse its
 * request, and else the body that it answers to, as the checks read it from any media type.
 */
public final class StubMetadata {

    /** What it is called in the metadata of a stub. */
    public static final String NAME = "reevaluate";

    /** What the metadata call the operation whose answer the stub has. */
    public static final String OPERATION = "operation";

    static final String BODY_PATTERNS = "bodyPatterns";

    private static final String REQUEST = "request";
    private static final String REFUSED = "refusedByTheChecks";
    private static final String PLAIN = "forPlainWireMock";
    private static final String FIELDS = "fields";
    private static final String ABSENT = "absent";
    private static final String IN_ORDER = "inOrder";
    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private final String request;
    private final @Nullable String operation;
    private final boolean refused;
    private final boolean plain;
    private final boolean knowsBody;
    private final Map<String, FieldValue> fields = new LinkedHashMap<>();

    StubMetadata(JsonNode metadata) {
        this.request = metadata.path(REQUEST).asString("");
        this.operation = metadata.path(OPERATION).asString(null);
        this.refused = metadata.path(REFUSED).asBoolean(false);
        this.plain = metadata.path(PLAIN).asBoolean(false);
        this.knowsBody = metadata.has(FIELDS);
        boolean inOrder = metadata.path(IN_ORDER).asBoolean(false);
        metadata.path(FIELDS)
                .properties()
                .forEach(field -> fields.put(field.getKey(), fieldValue(field.getValue(), inOrder)));
        metadata.path(ABSENT).values().forEach(name -> fields.put(name.asString(), new FieldValue.Absent()));
    }

    /** Returns the metadata of a stub whose request the checks refuse. */
    public static ObjectNode ofRefused(JsonNode request) {
        return of(request).put(REFUSED, true);
    }

    /** Returns the metadata of a stub for a WireMock that has no extension to answer its request. */
    public static ObjectNode ofPlain(JsonNode request) {
        return of(request).put(PLAIN, true);
    }

    /** Returns the metadata of a stub that is told by what plain WireMock reads of it. */
    public static ObjectNode of(JsonNode request) {
        return JsonNodeFactory.instance.objectNode().put(REQUEST, digest(request));
    }

    /**
     * Returns the metadata of a stub that answers to a body.
     *
     * @param declared the names of the fields that the operation knows
     * @param inOrder whether lists are compared as lists; else each is a set of values
     */
    public static ObjectNode of(JsonNode request, JsonNode body, Collection<String> declared, boolean inOrder) {
        ObjectNode metadata = of(request).put(IN_ORDER, inOrder);
        ObjectNode fields = metadata.putObject(FIELDS);
        var absent = metadata.putArray(ABSENT);
        for (String name : declared) {
            if (body.has(name)) {
                fields.set(name, body.get(name));
            } else {
                absent.add(name);
            }
        }
        return metadata;
    }

    /** Returns whether the stub still asks for what it was made to ask for. */
    boolean describes(JsonNode request) {
        return digest(request).equals(this.request);
    }

    /** The id of the operation whose answer the stub has; empty where the path is none of the contract's. */
    Optional<String> operation() {
        return Optional.ofNullable(operation);
    }

    /** Returns whether a request that has passed the checks may be meant. */
    boolean concernsCheckedRequests() {
        return !refused && !plain;
    }

    boolean knowsBody() {
        return knowsBody;
    }

    /** Returns whether the stub answers to the body; where it knows none, to any. */
    boolean answersTo(CheckedBody body) {
        for (Map.Entry<String, FieldValue> field : fields.entrySet()) {
            if (!field.getValue().isIn(body, field.getKey())) {
                return false;
            }
        }
        return true;
    }

    private static FieldValue fieldValue(JsonNode value, boolean inOrder) {
        return value.isArray() && !inOrder
                ? new FieldValue.Members(CheckedBody.membersOf(value))
                : new FieldValue.Exactly(value);
    }

    private static String digest(JsonNode request) {
        byte[] text = SORTED.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(text).toString();
    }
}
