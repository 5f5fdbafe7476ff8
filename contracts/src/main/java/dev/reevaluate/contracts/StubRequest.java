package dev.reevaluate.contracts;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the stub of a contract matches, in WireMock's words: what the check that answers has seen of the request. */
final class StubRequest {

    private final Contract contract;
    private final Contracts contracts;
    private final Spec spec;
    private final Check check;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();

    private StubRequest(Contract contract, Contracts contracts, Spec spec) {
        this.contract = contract;
        this.contracts = contracts;
        this.spec = spec;
        this.check = Check.thatAnswers(contract, spec);
    }

    static ObjectNode of(Contract contract, Contracts contracts, Spec spec) {
        return new StubRequest(contract, contracts, spec).build();
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
                    .map(schema -> BodyPatterns.of(contract, check, schema))
                    .filter(patterns -> !patterns.isEmpty())
                    .ifPresent(patterns -> request.set("bodyPatterns", patterns));
            query(operation);
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
        String known = Regex.oneOf(contracts.knownKeys());
        switch (check) {
            case KEY -> {
                if (contract.key().isPresent()) {
                    key.put("matches", "(?!" + known + "$).*");
                } else {
                    key.put("absent", true);
                }
            }
            case ROUTE, METHOD -> key.put("matches", known);
            case PERMISSION, WORLD -> key.put("equalTo", contract.key().orElseThrow());
            default -> key.put("matches", Regex.oneOf(contracts.keysThatMay(contract)));
        }
    }

    private void contentType(Spec.Operation operation) {
        ObjectNode header = header("Content-Type");
        boolean literally = contract.mediaType().equals("multipart/form-data")
                && RequestBody.of(contract).map(RequestBody::literal).orElse(true);
        if (contract.contentType().isEmpty()) {
            header.put("absent", true);
        } else if (check == Check.SIZE) {
            header.put("matches", Regex.mediaType(operation.mediaTypes()));
        } else if (literally) {
            header.put("equalTo", contract.contentType().get());
        } else {
            header.put("matches", Regex.mediaType(List.of(contract.mediaType())));
        }
    }

    // A parameter that the operation does not know changes nothing, one that it knows and that is not sent may
    private void query(Spec.Operation operation) {
        if (check.isBefore(Check.SHAPE)) {
            return;
        }
        for (String name : operation.queryParameters()) {
            ObjectNode parameter = request.withObjectProperty("queryParameters").putObject(name);
            if (contract.query().containsKey(name)) {
                parameter.put("equalTo", contract.query().get(name));
            } else {
                parameter.put("absent", true);
            }
        }
    }

    private ObjectNode header(String name) {
        return request.withObjectProperty("headers").putObject(name);
    }
}
