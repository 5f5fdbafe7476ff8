package dev.reevaluate.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.stubs.Contract;
import dev.reevaluate.stubs.Spec;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the server to more than a generated test asserts: that an answer says nothing beside what the contract promises,
 * and that it follows the schema that openapi.yaml declares for it.
 */
record PromisedAnswer(Contract contract, Spec spec) implements Filter {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        if (contract.contentType().isEmpty()) {
            // REST Assured would choose one
            request.noContentType();
        }
        Response response = context.next(request, expected);
        String body = response.asString();
        if (contract.answer().isMissingNode()) {
            assertThat(body).as("an answer without a body").isEmpty();
        } else if (response.statusCode() == contract.status()) {
            check(JSON.readTree(body));
        }
        return response;
    }

    private void check(JsonNode answer) {
        assertThat(fixed(answer)).isEqualTo(fixed(contract.answer()));
        if (spec.declares(contract.path())) {
            assertThat(spec.operation(contract)
                            .answerSchema(contract.status())
                            .orElseThrow()
                            .violations(answer))
                    .as("violations of openapi.yaml")
                    .isEmpty();
        }
    }

    // Without what varies, whose form the generated test asserts
    private JsonNode fixed(JsonNode answer) {
        JsonNode fixed = answer.deepCopy();
        contract.varying()
                .forEach(name -> fixed.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name)));
        return fixed;
    }
}
