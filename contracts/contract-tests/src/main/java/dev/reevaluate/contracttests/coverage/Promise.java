package dev.reevaluate.contracttests.coverage;

import dev.reevaluate.contracttests.cases.AnswerJudge;
import dev.reevaluate.contracttests.cases.ApiUnderTest;
import dev.reevaluate.contracttests.cases.BodyUnderTest;
import dev.reevaluate.contracttests.cases.OperationUnderTest;
import dev.reevaluate.contracttests.cases.ParametersUnderTest;
import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.contracttests.policy.RefusalReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A contract, held against the operation that it asks.
 *
 * @param broken the keywords that its request breaks, by the part of the request
 * @param wellFormed whether its body can be read at all
 */
record Promise(
        ContractFile contract,
        OperationUnderTest operation,
        Policy policy,
        Map<String, Set<String>> broken,
        boolean wellFormed) {

    /** Empty where the contract asks a path that the document doesn't have. */
    static Optional<Promise> of(ApiUnderTest api, Policy policy, ContractFile contract) {
        return api.operation(contract.method(), contract.path()).map(operation -> of(operation, policy, contract));
    }

    private static Promise of(OperationUnderTest operation, Policy policy, ContractFile contract) {
        ApiUnderTest api = operation.api();
        Map<String, Set<String>> broken = new LinkedHashMap<>();
        boolean wellFormed = true;
        Optional<BodyUnderTest> body = operation
                .body(contract.mediaType())
                .filter(any -> contract.method().equals(operation.method()));
        if (body.isPresent()) {
            Optional<JsonNode> value = body.get().read(contract.contentType(), contract.body());
            value.ifPresent(read ->
                    broken.put(contract.mediaType(), api.broken(body.get().schema(), read)));
            wellFormed = value.isPresent();
        }
        ParametersUnderTest query = operation.parameters("query");
        broken.put("query", api.broken(query.schema(), query.fields().read(contract.query())));
        ParametersUnderTest headers = operation.parameters("header");
        broken.put(
                "header", api.broken(headers.schema(), headers.fields().read(contract.headersNamed(headers.names()))));
        broken.put(
                "path", api.broken(operation.parameters("path").schema(), operation.pathParameters(contract.path())));
        return new Promise(contract, operation, policy, broken, wellFormed);
    }

    /** Returns what the document says against it, a sentence each. */
    List<String> objections() {
        List<String> objections = new ArrayList<>(new AnswerJudge(operation).objectionsTo(contract.answer()));
        boolean method = contract.method().equals(operation.method());
        boolean mediaType = operation.bodies().isEmpty() || operation.takes(contract.mediaType());
        boolean fits = wellFormed && broken.values().stream().allMatch(Set::isEmpty);
        int status = contract.status();
        boolean locked = is(RefusalReason.UNAUTHENTICATED);
        if (method == is(RefusalReason.UNKNOWN_METHOD) && !locked) {
            objections.add("the method is " + (method ? "declared" : "not declared"));
        } else if (locked && opens()) {
            objections.add("the key is known");
        } else if (!locked && !opens()) {
            objections.add("the key is missing or unknown");
        } else if (method
                && !locked
                && !is(RefusalReason.READ_ONLY)
                && mediaType == is(RefusalReason.UNKNOWN_MEDIA_TYPE)) {
            objections.add("the media type is " + (mediaType ? "declared" : "not declared"));
        } else if (!fits && (status < 400 || is(RefusalReason.UNKNOWN_PATH) || status >= 500)) {
            objections.add("the request is not what the document declares: "
                    + (wellFormed ? broken.toString() : "it can't be read"));
        }
        return objections.stream()
                .map(objection ->
                        "%s promises %s for %s, but %s".formatted(contract.name(), status, contract.asks(), objection))
                .toList();
    }

    private boolean is(RefusalReason refusal) {
        return policy.status(refusal).equals(OptionalInt.of(contract.status()));
    }

    private boolean opens() {
        return operation.security().isEmpty()
                || operation.security().stream()
                        .anyMatch(way -> way.keySet().stream()
                                .allMatch(scheme -> operation
                                        .credential(scheme, contract::header)
                                        .filter(sent -> policy.knows(scheme, sent))
                                        .isPresent()));
    }
}
