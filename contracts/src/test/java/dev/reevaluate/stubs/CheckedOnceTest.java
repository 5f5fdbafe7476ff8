package dev.reevaluate.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestWrapper;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Body;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

/** The mock reads and checks a body once: here, whoever would read it behind the checks finds another one. */
class CheckedOnceTest {

    // Such a contract's stub asks for the very text of its body
    static final List<Contract> NOT_LITERAL = Stubs.CONTRACTS.all().stream()
            .filter(contract -> !contract.isLiteral())
            .toList();

    private static Stubs stubs;

    @BeforeAll
    static void serve() {
        stubs = Stubs.withTheirExtensionAnd(new OtherBody());
    }

    @AfterAll
    static void stop() {
        stubs.close();
    }

    @ParameterizedTest
    @FieldSource("NOT_LITERAL")
    void theStubOfAContractAnswersToTheBodyThatWasChecked(Contract contract) {
        stubs.goToTheSceneOf(contract);

        HttpResponse<String> response = stubs.send(contract);

        assertThat(response.statusCode()).as(contract.name()).isEqualTo(contract.status());
        if (!contract.answer().isMissingNode()) {
            assertThat(new JsonMapper().readTree(response.body())).isEqualTo(contract.answer());
        }
    }

    @Test
    void theRulesAnswerToTheBodyThatWasChecked() {
        HttpResponse<String> accepted =
                stubs.post("application/json", "{\"result_ids\": [105, 101, 103], \"metric_ids\": [12]}");
        HttpResponse<String> refused =
                stubs.post("application/json", "{\"result_ids\": [101, 4711], \"metric_ids\": [12]}");

        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(refused.body()).isEqualTo("{\"result_ids\":[\"Invalid pk \\\"4711\\\" - object does not exist.\"]}");
    }

    @Test
    void everyStubOfAContractIsKnownAsSuch() {
        assertThat(stubs.served())
                .filteredOn(stub -> !stub.getName().startsWith("uncovered/")
                        && !stub.getName().startsWith("any_choice/"))
                .hasSameSizeAs(Stubs.CONTRACTS.all())
                .allSatisfy(stub -> assertThat(stub.getRequest().getClass())
                        .as(stub.getName())
                        .isNotEqualTo(RequestPattern.class));
    }

    /** Replaces each body behind the checks. */
    private static final class OtherBody implements StubRequestFilterV2 {

        @Override
        public String getName() {
            return "other-body";
        }

        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            return RequestFilterAction.continueWith(RequestWrapper.create()
                    .transformBody(body -> new Body("{\"result_ids\": 7}"))
                    .wrap(request));
        }
    }
}
