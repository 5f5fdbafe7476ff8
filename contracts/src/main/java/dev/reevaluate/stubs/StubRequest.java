package dev.reevaluate.stubs;

import dev.reevaluate.validation.Check;
import dev.reevaluate.validation.Operation;
import dev.reevaluate.wiremock.MockWorkspace;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the stub of a contract matches, in WireMock's words: what the check that answers has seen of the request. */
final class StubRequest {

    // As draft-ietf-httpapi-idempotency-key-header names it
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Contract contract;
    private final Spec spec;
    private final Check check;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();

    private StubRequest(Contract contract, Spec spec) {
        this.contract = contract;
        this.spec = spec;
        this.check = spec.checkThatAnswers(contract);
    }

    static ObjectNode of(Contract contract, Spec spec) {
        return new StubRequest(contract, spec).build();
    }

    private ObjectNode build() {
        request.put("method", check.isBefore(Check.METHOD) ? "ANY" : contract.method());
        url();
        key();
        if (!check.isBefore(Check.MEDIA_TYPE)) {
            var operation = spec.operation(contract);
            if (check == Check.MEDIA_TYPE || operation.bodySchema().isPresent()) {
                contentType(operation);
            }
            operation
                    .bodySchema()
                    .map(schema -> BodyPatterns.of(contract, check, schema, spec.body(contract)))
                    .filter(patterns -> !patterns.isEmpty())
                    .ifPresent(patterns -> request.set("bodyPatterns", patterns));
            parameters(operation);
        }
        return request;
    }

    private void url() {
        String root = contract.path().substring(0, contract.path().indexOf('/', 1) + 1);
        if (check == Check.KEY) {
            request.put("urlPathPattern", Regex.literally(root) + ".*");
        } else if (check == Check.ROUTE) {
            request.put("urlPathPattern", "(?=" + Regex.literally(root) + ")" + spec.anyOtherPath());
        } else {
            request.put("urlPath", contract.path());
        }
    }

    private void key() {
        ObjectNode key = header(Contract.KEY_HEADER);
        switch (check) {
            case KEY -> {
                if (contract.key().isPresent()) {
                    key.put("matches", "(?!" + keys(any -> true) + "$).*");
                } else {
                    key.put("absent", true);
                }
            }
            case ROUTE, METHOD -> key.put("matches", keys(any -> true));
            case PERMISSION -> key.put("equalTo", contract.key().orElseThrow());
            case WORLD -> {
                MockWorkspace.Key own =
                        spec.world().key(contract.key().orElseThrow()).orElseThrow();
                key.put(
                        "matches",
                        keys(other -> contract.ownKey()
                                ? other.equals(own)
                                : other.projects().equals(own.projects()) && may(other)));
            }
            default -> key.put("matches", keys(this::may));
        }
    }

    private String keys(Predicate<MockWorkspace.Key> which) {
        return Regex.oneOf(spec.world().keys().stream()
                .filter(which)
                .map(MockWorkspace.Key::value)
                .toList());
    }

    private boolean may(MockWorkspace.Key key) {
        return !key.readOnly() || !spec.operation(contract).operation().writes();
    }

    private void contentType(Spec.Called operation) {
        ObjectNode header = header("Content-Type");
        if (contract.contentType().isEmpty()) {
            header.put("absent", true);
        } else if (contract.formSyntax().isPresent() && (contract.isLiteral() || check == Check.SYNTAX)) {
            header.put("equalTo", contract.contentType().get());
        } else if (check == Check.SIZE || check == Check.WORLD) {
            header.put("matches", Regex.mediaType(operation.operation().mediaTypes()));
        } else {
            header.put("matches", Regex.mediaType(List.of(contract.mediaType())));
        }
    }

    // A parameter that the operation does not know changes nothing, one that it knows and that is not sent may
    private void parameters(Spec.Called operation) {
        if (check.isBefore(Check.SHAPE)) {
            return;
        }
        for (Operation.Parameter parameter : operation.operation().query()) {
            ObjectNode pattern = request.withObjectProperty("queryParameters").putObject(parameter.name());
            if (contract.anyOf().containsKey(parameter.name())) {
                pattern.put("matches", contract.anyOf().get(parameter.name()));
            } else if (contract.query().containsKey(parameter.name())) {
                pattern.put("equalTo", contract.query().get(parameter.name()));
            } else {
                unsaid(pattern, parameter.schema().node());
            }
        }
        for (Operation.Parameter parameter : operation.operation().headers()) {
            ObjectNode pattern = header(parameter.name());
            contract.header(parameter.name())
                    .ifPresentOrElse(value -> pattern.put("equalTo", value), () -> unsaid(parameter, pattern));
        }
    }

    // A new idempotency key changes no answer, whatever it is
    private static void unsaid(Operation.Parameter header, ObjectNode pattern) {
        JsonNode schema = header.schema().node();
        if (header.name().equalsIgnoreCase(IDEMPOTENCY_KEY)) {
            ArrayNode ways = pattern.putArray("or");
            ways.addObject().put("absent", true);
            ways.addObject().put("matches", Regex.text(schema));
        } else {
            unsaid(pattern, schema);
        }
    }

    // Not there; or, where it is no text, empty, or its default
    private static void unsaid(ObjectNode pattern, JsonNode schema) {
        if (schema.path("type").asString("").equals("string")) {
            pattern.put("absent", true);
            return;
        }
        ArrayNode ways = pattern.putArray("or");
        ways.addObject().put("absent", true);
        ways.addObject().put("equalTo", "");
        if (schema.has("default")) {
            ways.addObject().put("equalTo", schema.path("default").asString());
        }
    }

    private ObjectNode header(String name) {
        return request.withObjectProperty("headers").putObject(name);
    }
}
