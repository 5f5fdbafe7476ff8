package dev.reevaluate.server.webhooks;

import static dev.reevaluate.server.testing.World.ids;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** The end of a re-evaluation is told to the result's receiver: at least once, in order, and given up after three days. */
@ServerTest
@TestPropertySource(properties = "reevaluate.webhooks.allowed-hosts=localhost")
@ExtendWith(OutputCaptureExtension.class)
class DeliveringTests {

    private static final String SECRET = "not-of-the-standard-6f1d";
    private static final String KEY = "webhook-key-4d1c9b7e2f6a4850b3e7";
    private static final Caller CALLER = new Caller(1, null, false);
    private static final Duration NOW = Duration.ZERO;
    private static final String STATES =
            "select string_agg(state || ' ' || attempts || coalesce(' ' || last_error, ''), ', ' order by id) from webhook_delivery";

    private final World world;
    private final BulkEvaluation bulk;
    private final MeterRegistry meters;
    private final int port;
    private final RecordingReceiver receiver = new RecordingReceiver();

    @Autowired
    DeliveringTests(World world, BulkEvaluation bulk, MeterRegistry meters, @LocalServerPort int port)
            throws IOException {
        this.world = world;
        this.bulk = bulk;
        this.meters = meters;
        this.port = port;
    }

    @BeforeEach
    void anAgentWithAReceiver() {
        start("webhook_url: '%s', webhook_secret: %s".formatted(receiver.url(204), SECRET), "name: P");
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    // The first delivery may be made while the server stops, and Spring makes nothing then
    @Test
    void whatDeliversIsMadeBeforeThereIsAnythingToDeliver(@Autowired ConfigurableListableBeanFactory beans) {
        assertThat(beans.getBeanDefinitionNames())
                .filteredOn(name -> String.valueOf(beans.getType(name)).contains("dev.reevaluate."))
                .contains("webhookClient")
                .noneMatch(name -> beans.getBeanDefinition(name).isLazyInit());
    }

    @Test
    void theEventHasTheResultAsTheApiShowsItAndIsSigned() {
        evaluate();
        world.deliver(NOW);

        assertThat(receiver.events()).hasSize(1);
        RecordingReceiver.Event event = receiver.events().get(0);
        assertThat(event.header("X-CEKURA-SECRET")).isEqualTo(SECRET);
        assertThat(event.key()).isEqualTo("result_completed:101:" + world.number("select max(id) from bulk_request"));
        assertThat(event.header("Content-Type")).startsWith("application/json");
        assertThatCode(() -> new Webhook(SECRET.getBytes(StandardCharsets.UTF_8))
                        .verify(
                                event.body(),
                                Map.of(
                                        "webhook-id", List.of(event.header("webhook-id")),
                                        "webhook-timestamp", List.of(event.header("webhook-timestamp")),
                                        "webhook-signature", List.of(event.header("webhook-signature")))))
                .doesNotThrowAnyException();

        JsonNode data = event.data();
        JsonNode result = get("/test_framework/v1/results/101/");
        assertThat(event.body()).contains("\"event_type\":\"result.completed\"");
        for (String field : new String[] {"id", "name", "agent", "status", "success_rate", "created_at"}) {
            assertThat(data.path(field)).as(field).isEqualTo(result.path(field));
        }
        JsonNode run = get("/test_framework/v1/runs/bulk/?run_ids=1001").path(0);
        JsonNode sent = data.path("runs").path("1001");
        assertThat(sent.path("evaluation")).isEqualTo(run.path("evaluation"));
        assertThat(sent.path("transcript_object")).isEqualTo(run.path("transcript_object"));
        assertThat(sent.path("executed_at")).isEqualTo(run.path("executed_at"));
        assertThat(sent.path("scenario").path("name").asString()).isEqualTo("Angry caller");
        assertThat(sent.path("voice_recording").asString()).isEqualTo("https://example.com/a.wav");
        assertThat(data.path("total_expected_outcome_count").asInt()).isEqualTo(1);
    }

    @Test
    void aDeliveredEventIsNotSentAgain() {
        evaluate();
        world.deliver(NOW);
        world.deliver(Duration.ofDays(5));

        assertThat(receiver.events()).hasSize(1);
        assertThat(world.text(STATES)).isEqualTo("delivered 1");
        assertThat(world.count("webhook_tasks")).isZero();
    }

    @Test
    void aProjectsReceiverServesAgentsWithoutOneAndItsSecretGoesToNobodyElse() {
        String project = "name: P, webhook_url: '%s', webhook_secret: of-the-project".formatted(receiver.url(200));
        start("description: no webhook", project);
        evaluate();
        world.deliver(NOW);
        start("webhook_url: '%s'".formatted(receiver.url(204)), project);
        evaluate();
        world.deliver(NOW);

        assertThat(receiver.events())
                .extracting(event -> event.path() + " " + event.header("X-CEKURA-SECRET"))
                .containsExactly("/200 of-the-project", "/204 ");
    }

    @Test
    void withoutAReceiverNothingIsWritten() {
        start("description: no webhook", "name: P");

        evaluate();

        assertThat(world.count("webhook_delivery")).isZero();
        assertThat(world.count("webhook_tasks")).isZero();
    }

    @Test
    void aRefusedEventIsSentAgainWithTheSameKeyAndDelaysThatGrow(CapturedOutput output) {
        double failed = attempts("failed");
        receiveWith(500);
        evaluate();
        world.deliver(NOW);
        world.deliver(Duration.ofSeconds(5));
        assertThat(receiver.events()).as("the first delay is ten seconds").hasSize(1);
        world.deliver(Duration.ofSeconds(15));
        assertThat(world.text(STATES)).isEqualTo("pending 2 answered 500");
        // Asked for in the background: a busy machine may not know it yet
        await().untilAsserted(() -> assertThat(
                        meters.get("reevaluate.webhooks.pending").gauge().value())
                .isEqualTo(1));
        receiveWith(204);
        world.deliver(Duration.ofSeconds(40));
        assertThat(receiver.events()).as("the second is thirty").hasSize(2);
        world.deliver(Duration.ofSeconds(50));

        assertThat(world.text(STATES)).isEqualTo("delivered 3");
        assertThat(receiver.events())
                .hasSize(3)
                .extracting(RecordingReceiver.Event::key)
                .containsOnly(receiver.events().get(0).key());
        assertThat(attempts("failed")).isEqualTo(failed + 2);
        assertThat(output).contains("not delivered by attempt 1: answered 500").doesNotContain(SECRET);
    }

    @Test
    void aLaterEventOfTheResultWaitsForTheEarlierOneAlsoWhenThatIsGivenUp() {
        receiveWith(500);
        evaluate();
        world.deliver(NOW);
        evaluate();
        world.deliver(NOW);
        assertThat(receiver.events()).hasSize(1);
        assertThat(world.count("webhook_tasks")).isEqualTo(1);

        world.change("update webhook_delivery set created_at = created_at - interval '3 days' where attempts = 1");
        world.deliver(Duration.ofSeconds(20));
        receiveWith(204);
        world.deliver(Duration.ofSeconds(20));

        assertThat(world.text(STATES)).isEqualTo("failed 2 answered 500, delivered 1");
        assertThat(receiver.events()).extracting(RecordingReceiver.Event::path).containsExactly("/500", "/500", "/204");
        assertThat(receiver.events().get(2).key())
                .isNotEqualTo(receiver.events().get(1).key());
    }

    @Test
    void anEventWhoseDeliveryWasNotWrittenDownIsSentAgainWithTheSameKey() {
        world.change("alter table webhook_delivery add constraint lost check (state <> 'delivered')");
        try {
            evaluate();
            world.deliver(NOW);
            assertThat(world.text(STATES)).isEqualTo("pending 0");
        } finally {
            world.change("alter table webhook_delivery drop constraint lost");
        }

        world.deliver(Duration.ofMinutes(2));

        assertThat(world.text(STATES)).isEqualTo("delivered 1");
        assertThat(receiver.events()).hasSize(2);
        assertThat(receiver.events().get(0).key())
                .isEqualTo(receiver.events().get(1).key());
    }

    @Test
    void aRedirectIsNotFollowed() {
        receiveWith(307);
        evaluate();
        world.deliver(NOW);

        assertThat(receiver.events()).hasSize(1);
        assertThat(world.text(STATES)).isEqualTo("pending 1 answered 307");
    }

    @Test
    void anEventWithoutAReceiverAnyMoreIsGivenUp() {
        evaluate();
        start("description: moved", "name: P", false);
        world.deliver(NOW);

        assertThat(receiver.events()).isEmpty();
        assertThat(world.text(STATES)).startsWith("failed 1 neither");
    }

    @Test
    void transcriptsThatAreTooLargeForAnEventAreLeftOut() {
        world.change("""
                update run set transcript_object = jsonb_build_array(jsonb_build_object(
                  'role', 'Main Agent', 'content', repeat('x', 9000000), 'start_time', 0, 'end_time', 1))
                """);
        evaluate();
        world.deliver(NOW);

        JsonNode run = receiver.events().get(0).data().path("runs").path("1001");
        assertThat(run.path("transcript_object").isNull()).isTrue();
        assertThat(run.path("evaluation").path("metrics").size()).isEqualTo(2);
    }

    @Test
    void anEventThatCanNotBeWrittenIsGivenUpLikeOthersAndHoldsUpNothing() {
        world.change("update run set evaluator = (repeat('[', 2000) || repeat(']', 2000))::jsonb");
        evaluate();
        evaluate();
        world.deliver(NOW);
        assertThat(world.text(STATES)).startsWith("pending 1 the event can't be made: ");
        world.change("update run set evaluator = null");
        world.change("update webhook_delivery set created_at = created_at - interval '3 days' where attempts = 1");
        receiveWith(500);
        world.deliver(Duration.ofSeconds(15));
        receiveWith(204);
        world.deliver(Duration.ofSeconds(20));

        assertThat(world.text(STATES)).isEqualTo("failed 2 answered 500, delivered 1");
    }

    @Test
    void anEventThatCanNotBeSignedOrAddressedIsGivenUpLikeOthersAndHoldsUpNothing() {
        world.change("update agent set webhook_secret = 'whsec_'");
        evaluate();
        evaluate();
        world.deliver(NOW);
        assertThat(world.text(STATES)).isEqualTo("pending 1 the webhook_secret can't sign, pending 0");
        world.change("update agent set webhook_url = 'http://localhost:99999/'");
        world.change("update webhook_delivery set created_at = created_at - interval '3 days' where attempts = 1");
        world.deliver(Duration.ofSeconds(15));
        world.change("update agent set webhook_secret = 'whsec_c2VjcmV0'");
        receiveWith(204);
        world.deliver(Duration.ofSeconds(20));

        assertThat(world.text(STATES)).isEqualTo("failed 2 the webhook_url has a port above 65535, delivered 1");
    }

    @Test
    void anyMistakeInMakingAnEventIsAFailedAttempt() {
        evaluate();
        world.change("alter table run rename column evaluator to mistaken");
        try {
            world.deliver(NOW);
        } finally {
            world.change("alter table run rename column mistaken to evaluator");
        }

        assertThat(world.text(STATES)).startsWith("pending 1 the event can't be made: ");
    }

    private void evaluate() {
        bulk.evaluate(CALLER, ids(101), ids(11, 12));
        world.work();
    }

    private void receiveWith(int status) {
        world.change("update agent set webhook_url = '%s'".formatted(receiver.url(status)));
    }

    private double attempts(String outcome) {
        return meters.get("reevaluate.webhooks.attempts")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private JsonNode get(String path) {
        return requireNonNull(RestClient.create("http://localhost:" + port)
                .get()
                .uri(path)
                .header("X-CEKURA-API-KEY", KEY)
                .retrieve()
                .body(JsonNode.class));
    }

    private void start(String agent, String project) {
        start(agent, project, true);
    }

    private void start(String agent, String project, boolean anew) {
        if (anew) {
            world.clear();
        }
        world.load("""
                organizations: [{id: 1, name: One, balance: 100}]
                api_keys: [{key: %s, organization: 1}]
                projects: [{id: 1, organization: 1, %s}]
                agents: [{id: 1, project: 1, name: A, %s}]
                metrics:
                  - {id: 11, project: 1, name: S, eval_type: binary, function_name: detect_silence, cost: 1, agents: [1]}
                  - {id: 12, project: 1, name: L, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1]}
                results: [{id: 101, agent: 1, name: R}]
                runs:
                  - id: 1001
                    result: 101
                    status: completed
                    executed_at: '2026-03-01T10:00:00.5Z'
                    voice_recording: https://example.com/a.wav
                    expected_outcome: {outcome: paid}
                    evaluator: {name: Angry caller, instructions: shout}
                    transcript_object:
                      - {role: Testing Agent, content: " Hi  there ", start_time: 0, end_time: 1.25}
                      - {role: Main Agent, content: Hello, start_time: 1.5, end_time: 3}
                """.formatted(KEY, project, agent));
    }
}
