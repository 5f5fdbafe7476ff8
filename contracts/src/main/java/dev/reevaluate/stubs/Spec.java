package dev.reevaluate.stubs;

import dev.reevaluate.validation.Check;
import dev.reevaluate.validation.DeclaredSchema;
import dev.reevaluate.validation.OpenApiContract;
import dev.reevaluate.validation.Operation;
import dev.reevaluate.validation.PathItem;
import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.wiremock.ContractChecks;
import dev.reevaluate.wiremock.MockWorkspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, and the checks of requests that follow from it, as far as contracts are held to them. */
public final class Spec {

    private static final JsonMapper JSON = new JsonMapper();

    private final OpenApiContract openapi;
    private final ContractChecks checks;

    private Spec(ContractChecks checks) {
        this.openapi = checks.contract();
        this.checks = checks;
    }

    /** Returns the document that the openapi module carries. */
    public static Spec load() {
        return new Spec(ContractChecks.load());
    }

    /** Returns the world that the contracts speak of. */
    MockWorkspace world() {
        return checks.world();
    }

    /** Matches each path that is none of the document's. */
    String anyOtherPath() {
        return operations().stream().map(Spec::asRegex).distinct().collect(Collectors.joining("|", "(?!(?:", ")$).*"));
    }

    /** Returns all operations, in declared order. */
    List<Operation> operations() {
        return openapi.paths().stream()
                .flatMap(path -> path.operations().values().stream())
                .toList();
    }

    public boolean declares(String path) {
        return openapi.path(path).isPresent();
    }

    /** Returns the operation that the contract calls; of a method that the path doesn't have, any operation of the path. */
    public Called operation(Contract contract) {
        PathItem path = openapi.path(contract.path())
                .orElseThrow(() -> new IllegalArgumentException(contract.name() + ": no such path in openapi.yaml"));
        return new Called(path.operation(contract.method())
                .orElseGet(() -> path.operations().values().iterator().next()));
    }

    /** Returns what the document says against the contract, if it does. */
    Optional<String> objectionTo(Contract contract) {
        return refused(contract).flatMap(refused -> {
            JsonNode body = JSON.valueToTree(refused.body());
            boolean isPromised = refused.status() == contract.status();
            return isPromised
                            && (contract.answer().isMissingNode()
                                    || contract.answer().equals(body))
                    ? Optional.empty()
                    : Optional.of("promises %s%s, but by openapi.yaml its request gets %s %s"
                            .formatted(
                                    contract.status(),
                                    isPromised ? " " + contract.answer() : "",
                                    refused.status(),
                                    body));
        });
    }

    /** Returns the check that has the last word on the request of the contract. */
    Check checkThatAnswers(Contract contract) {
        Optional<RequestRefusedException> refused = refused(contract);
        // The operation knows better than the contract what a key may do
        return contract.status() == 403
                ? Check.PERMISSION
                : refused.map(RequestRefusedException::check).orElse(Check.WORLD);
    }

    /** Returns whether the checks refuse the request of the contract. */
    boolean refuses(Contract contract) {
        return refused(contract).isPresent();
    }

    /** Returns the body of the contract's request as JSON; missing where it has none, or can't be read. */
    JsonNode body(Contract contract) {
        try {
            return checks.validator()
                    .read(request(contract), operation(contract).operation());
        } catch (RequestRefusedException unreadable) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the headers of the contract's request that are parameters of its operation, by name. */
    Map<String, String> parameterHeaders(Contract contract) {
        Map<String, String> headers = new LinkedHashMap<>();
        operation(contract)
                .operation()
                .headers()
                .forEach(parameter ->
                        contract.header(parameter.name()).ifPresent(value -> headers.put(parameter.name(), value)));
        return headers;
    }

    private Optional<RequestRefusedException> refused(Contract contract) {
        try {
            checks.validate(
                    request(contract), checks.caller(contract.key().stream().toList()));
            return Optional.empty();
        } catch (RequestRefusedException refused) {
            return Optional.of(refused);
        }
    }

    private static Request request(Contract contract) {
        return new Request(
                contract.method(),
                contract.path(),
                contract.queryText(),
                name -> (name.equals("Content-Type") ? contract.contentType() : contract.header(name))
                        .stream().toList(),
                contract.body().length,
                new ByteArrayInputStream(contract.body()));
    }

    /** Matches the paths that lead to the operation. */
    static String asRegex(Operation operation) {
        Set<String> integers = operation.path().stream()
                .filter(parameter -> parameter.shape().allows("integer")
                        && !parameter.shape().allows("number")
                        && !parameter.shape().allows("string"))
                .map(parameter -> "{" + parameter.name() + "}")
                .collect(Collectors.toSet());
        StringBuilder regex = new StringBuilder();
        for (String segment : operation.template().substring(1).split("/", -1)) {
            regex.append('/');
            if (segment.startsWith("{")) {
                regex.append(integers.contains(segment) ? "-?\\d+" : "[^/]+");
            } else {
                regex.append(Regex.literally(segment));
            }
        }
        return regex.toString();
    }

    /** One operation of the document. */
    public final class Called {

        private final Operation operation;
        private final String responses;

        private Called(Operation operation) {
            this.operation = operation;
            this.responses = "#/paths/%s/%s/responses"
                    .formatted(
                            operation.template().replace("~", "~0").replace("/", "~1"),
                            operation.method().toLowerCase(Locale.ROOT));
        }

        Operation operation() {
            return operation;
        }

        /** Returns the schema of the request's body; none where the operation takes none. */
        Optional<BodySchema> bodySchema() {
            return operation.takesBody() ? Optional.of(new BodySchema(operation.bodySchema())) : Optional.empty();
        }

        /** Returns the schema of an answer's body; none where it has none. */
        public Optional<BodySchema> answerSchema(int status) {
            String schema = openapi.located(responses + "/" + status + "/content/application~1json/schema");
            return openapi.document().at(schema.substring(1)).isMissingNode()
                    ? Optional.empty()
                    : Optional.of(new BodySchema(openapi.schema(schema)));
        }
    }

    /** A schema of the document, to read and to validate by. */
    public record BodySchema(DeclaredSchema schema) {

        public List<String> violations(JsonNode value) {
            return schema.violations(value).values().stream()
                    .flatMap(List::stream)
                    .toList();
        }

        /** Returns the names of the declared fields, in declared order. */
        Collection<String> fieldNames() {
            return schema.node().path("properties").propertyNames();
        }

        JsonNode field(String name) {
            return schema.node().path("properties").path(name);
        }

        /** Returns whether a value of this one field would be accepted. */
        boolean acceptsField(String name, JsonNode value) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set(name, value);
            return schema.violations(body).keySet().stream().allMatch(String::isEmpty);
        }
    }
}
