package dev.reevaluate.contracts.coverage;

import dev.reevaluate.contracts.cases.Keys;
import dev.reevaluate.contracts.cases.MediaType;
import dev.reevaluate.contracts.cases.OpenApi;
import dev.reevaluate.contracts.cases.Operation;
import dev.reevaluate.contracts.cases.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A contract, held against the operation that it asks.
 *
 * @param broken the keywords that its request breaks, by the part of the request
 * @param wellFormed whether its body can be read at all
 */
record Promise(ContractFile contract, Operation operation, Map<String, Set<String>> broken, boolean wellFormed) {

    /** Empty where the contract asks a path that openapi.yaml doesn't have. */
    static Optional<Promise> of(OpenApi api, ContractFile contract) {
        return api.operation(contract.method(), contract.path()).map(operation -> of(operation, contract));
    }

    private static Promise of(Operation operation, ContractFile contract) {
        OpenApi api = operation.api();
        Map<String, Set<String>> broken = new LinkedHashMap<>();
        boolean wellFormed = true;
        JsonNode body = operation.bodies().get(contract.mediaType());
        if (body != null && contract.method().equals(operation.method())) {
            Optional<JsonNode> value =
                    MediaType.read(api, body, contract.mediaType(), contract.contentType(), contract.body());
            value.ifPresent(read -> broken.put(contract.mediaType(), api.broken(body, read)));
            wellFormed = value.isPresent();
        }
        JsonNode query = operation.parameters("query");
        broken.put("query", api.broken(query, Texts.read(api, query, contract.query())));
        JsonNode headers = operation.parameters("header");
        broken.put("header", api.broken(headers, Texts.read(api, headers, contract.headersNamed(headers))));
        broken.put("path", api.broken(operation.parameters("path"), operation.pathParameters(contract.path())));
        return new Promise(contract, operation, broken, wellFormed);
    }

    /** What openapi.yaml says against it, a sentence each. */
    List<String> objections() {
        List<String> objections = new ArrayList<>(operation.objectionsTo(contract.answer()));
        boolean method = contract.method().equals(operation.method());
        boolean mediaType = operation.bodies().isEmpty() || operation.bodies().containsKey(contract.mediaType());
        boolean fits = wellFormed && broken.values().stream().allMatch(Set::isEmpty);
        int status = contract.status();
        if (method == (status == 405) && status != 401) {
            objections.add("the method is " + (method ? "declared" : "not declared"));
        } else if (status == 401 && opens()) {
            objections.add("the key is known");
        } else if (status != 401 && !opens()) {
            objections.add("the key is missing or unknown");
        } else if (method && status != 401 && status != 403 && mediaType == (status == 415)) {
            objections.add("the media type is " + (mediaType ? "declared" : "not declared"));
        } else if (!fits && (status < 400 || status == 404 || status >= 500)) {
            objections.add("the request is not what openapi.yaml declares: "
                    + (wellFormed ? broken.toString() : "it can't be read"));
        }
        return objections.stream()
                .map(objection ->
                        "%s promises %d for %s, but %s".formatted(contract.name(), status, contract.asks(), objection))
                .toList();
    }

    private boolean opens() {
        return operation.keyHeaders().stream()
                .anyMatch(header -> contract.header(header).filter(Keys::known).isPresent());
    }
}
