package dev.reevaluate.stubs;

import dev.reevaluate.wiremock.StubMetadata;
import dev.reevaluate.wiremock.ValidChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stubs that accept what no contract sends: any of the demo's ids that go together. They are for plain WireMock; with the
 * extension, the rules themselves accept.
 */
final class ChoiceStubs {

    /** The contract whose stub they are like, but for its ids and its key. */
    static final String LIKE = "bulk_evaluate/accepts_json";

    private ChoiceStubs() {}

    /** Returns each stub without its priority and its response. */
    static List<ObjectNode> of(Contracts contracts, Spec spec) {
        List<ObjectNode> stubs = new ArrayList<>();
        for (ValidChoice choice : ValidChoice.of(spec.world())) {
            ObjectNode request = request(contracts.named(LIKE), choice, spec);
            ObjectNode stub = JsonNodeFactory.instance
                    .objectNode()
                    .put(
                            "name",
                            "any_choice/"
                                    + choice.key().replaceFirst("-key$", "").replace('-', '_') + "_"
                                    + (stubs.size() + 1));
            stub.set("request", request);
            stub.putObject("metadata").set(StubMetadata.NAME, StubMetadata.ofPlain(request));
            stubs.add(stub);
        }
        return stubs;
    }

    private static ObjectNode request(Contract like, ValidChoice choice, Spec spec) {
        ObjectNode request = StubRequest.of(like, spec);
        request.withObjectProperty("headers").putObject(Contract.KEY_HEADER).put("equalTo", choice.key());
        Spec.BodySchema schema = spec.operation(like).bodySchema().orElseThrow();
        Map<String, Field> fields = new LinkedHashMap<>();
        fields.put("result_ids", some(schema.field("result_ids"), choice.results(), choice.eligible()));
        fields.put("metric_ids", some(schema.field("metric_ids"), choice.metrics(), choice.metrics()));
        request.set("bodyPatterns", BodyPatterns.of(fields));
        return request;
    }

    private static Field some(JsonNode schema, Set<Long> of, Set<Long> oneOf) {
        return new Field.Some(schema, array(of), array(oneOf));
    }

    private static ArrayNode array(Set<Long> ids) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ids.forEach(array::add);
        return array;
    }
}
