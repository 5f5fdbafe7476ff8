package dev.reevaluate.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.client.ApiClient;
import dev.reevaluate.client.api.ResultsApi;
import dev.reevaluate.client.model.MetricScore;
import dev.reevaluate.client.model.ResultDetail;
import dev.reevaluate.client.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.cloud.contract.stubrunner.junit.StubRunnerExtension;
import org.springframework.cloud.contract.stubrunner.spring.StubRunnerProperties.StubsMode;
import org.springframework.web.client.HttpClientErrorException;

/** No server, no database: only the stubs that the server was proved to agree with. */
class ReevaluationTest {

    @RegisterExtension
    static final StubRunnerExtension STUBS = new StubRunnerExtension()
            .downloadStub("dev.reevaluate", "reevaluate-contracts")
            .stubsMode(StubsMode.CLASSPATH);

    private Instant now = Instant.EPOCH;

    private ApiClient client = new ApiClient();

    @BeforeEach
    void callTheStubs() {
        client = new ApiClient()
                .setBasePath(STUBS.findStubUrl("reevaluate-contracts").toString());
        client.setApiKey("demo-key");
    }

    @Test
    void aResultIsPolledUntilItsScoresAreThere() {
        List<ResultDetail> results = reevaluation(Duration.ofMinutes(1)).run(List.of(101L, 102L), List.of(11L, 12L));

        assertThat(results).extracting(ResultDetail::getId).containsExactly(101L, 102L);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.getStatus()).isEqualTo(Status.COMPLETED);
            assertThat(result.getRuns()).isNotEmpty();
            assertThat(result.getRuns().values())
                    .filteredOn(run -> run.getStatus() == Status.COMPLETED)
                    .allSatisfy(run -> assertThat(run.getEvaluation().getMetrics())
                            .extracting(MetricScore::getId)
                            .containsExactly(11L, 12L));
        });
        assertThat(now).as("it was running once, and asked for again").isEqualTo(Instant.EPOCH.plusSeconds(2));
    }

    @Test
    void aResultThatDoesNotEndInTimeIsGivenUp() {
        assertThatThrownBy(() -> reevaluation(Duration.ZERO).run(List.of(101L, 102L), List.of(11L, 12L)))
                .isInstanceOf(NotEndedException.class)
                .hasMessage("Result 101 is still running after PT0S");
    }

    @Test
    void aRefusalNamesTheFieldsAndWhatIsWrongWithThem() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reevaluation(Duration.ZERO).run(List.of(101L, 999L), List.of(11L)))
                .satisfies(refused -> assertThat(refused.errors())
                        .containsOnlyKeys("result_ids")
                        .containsEntry("result_ids", List.of("Invalid pk \"999\" - object does not exist.")));
    }

    @Test
    void anEmptyListIsRefusedWhateverTheMetricsAre() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reevaluation(Duration.ZERO).run(List.of(), List.of(4711L)))
                .satisfies(refused -> assertThat(refused.errors())
                        .containsEntry("result_ids", List.of("Ensure this field has at least 1 elements.")));
    }

    @Test
    void anEmptyBalanceIsARefusalOfTheWholeRequest() {
        client.setApiKey("other-key");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reevaluation(Duration.ZERO).run(List.of(901L), List.of(92L)))
                .satisfies(refused -> assertThat(refused.errors()).containsOnlyKeys("non_field_errors"));
    }

    @Test
    void aWrongKeyIsNoRefusalOfTheRequest() {
        client.setApiKey("key-of-yesterday");

        assertThatExceptionOfType(HttpClientErrorException.Unauthorized.class)
                .isThrownBy(() -> reevaluation(Duration.ZERO).run(List.of(101L), List.of(11L)));
    }

    // The clock moves while the consumer pauses, and only then
    private Reevaluation reevaluation(Duration timeout) {
        return new Reevaluation(new ResultsApi(client), () -> now, () -> now = now.plusSeconds(2), timeout);
    }
}
