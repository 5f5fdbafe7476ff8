package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.judge.SlowEndpoint;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** How fast one server's workers evaluate by a judge and by Python, and what predefined metrics wait for meanwhile. */
@ServerTest
class KindsBenchmark {

    private static final int RESULTS = 20;
    private static final int EVALUATIONS = 2_000;
    private static final int CONCURRENCY = 128;
    private static final int ROUNDS = 3;
    private static final int SMALL_REQUESTS = 9;
    private static final int OTHER_RESULT = 1_000;
    private static final String OTHER_KEY = "benchmark-key-of-the-other-organization";
    private static final List<BigInteger> JUDGE = Dataset.ids(21, 21);
    private static final List<BigInteger> PYTHON = Dataset.ids(22, 22);

    private final World world;
    private final JdbcConnectionDetails database;

    @Autowired
    KindsBenchmark(World world, JdbcConnectionDetails database) {
        this.world = world;
        this.database = database;
    }

    @Test
    void judgesAndPythonThroughTheWorkers() throws Exception {
        createWorld();
        try (SlowEndpoint endpoint = SlowEndpoint.start();
                MeasuredServer server = MeasuredServer.launchOn(
                                database,
                                "kinds",
                                "--reevaluate.judge.base-url=" + endpoint.baseUrl(),
                                "--reevaluate.judge.model=slow",
                                "--reevaluate.judge.concurrency=" + CONCURRENCY)
                        .awaitStart();
                HttpConnection client = server.connect()) {
            judges(client);
            python(client);
            others(client);
        }
    }

    private void createWorld() {
        new Dataset(world).create(RESULTS, EVALUATIONS / RESULTS);
        world.load("""
                api_keys: [{key: %s, organization: 1}, {key: %s, organization: 2}]
                projects: [{id: 2, organization: 2, name: P}]
                agents: [{id: 2, project: 2, name: A}]
                metrics:
                  - {id: 21, project: 1, name: Judged, type: llm_judge, eval_type: binary, prompt: "Pass the call if the agent was polite.", agents: [1]}
                  - id: 22
                    project: 1
                    name: Programmed
                    type: custom_code
                    eval_type: binary
                    custom_code: |
                      slow = [turn for turn in data["latency_data"] if turn["latency"] > 2000]
                      _result = not slow and "dozen words" in data["transcript"]
                      _explanation = f"{len(slow)} answers took longer than two seconds"
                    agents: [1]
                  - {id: 23, project: 2, name: Other, eval_type: numeric, function_name: get_latency, cost: "0", agents: [2]}
                """.formatted(Dataset.KEY, OTHER_KEY));
        world.change("insert into result (id, agent_id, name, status) values (%d, 2, 'result', 'completed')"
                .formatted(OTHER_RESULT));
        world.change("""
                insert into run (id, result_id, status, transcript_object)
                select id + 5000, %d, status, transcript_object from run where result_id = 1 order by id limit 10
                """.formatted(OTHER_RESULT));
        world.change("vacuum analyze");
    }

    private void judges(HttpConnection client) throws Exception {
        Times times = evaluating(client, JUDGE);
        double ideal = CONCURRENCY * 1000.0 / SlowEndpoint.MILLIS;
        BenchmarkTable.row(
                "2,000 evaluations by a judge that takes 0.5 s, 128 in flight at most, 8 workers; floor: the ideal",
                text("%.0f/s", times.perSecond(EVALUATIONS)),
                text("%.0f/s", ideal),
                times.perSecond(EVALUATIONS) / ideal,
                "at least 0.6");
    }

    private void python(HttpConnection client) throws Exception {
        Times times = evaluating(client, PYTHON);
        BenchmarkTable.row(
                "2,000 evaluations by Python; floor: the longest time that is allowed",
                text("%.1f s", times.medianMillis() / 1000),
                "60 s",
                times.medianMillis() / 60_000,
                "at most 1");
    }

    private void others(HttpConnection client) throws Exception {
        Times idle = smallRequests(client);
        Times alone = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            alone.add(() -> {
                request(client, Dataset.METRICS);
                awaitNone("scheduled_tasks");
            });
        }
        world.change("checkpoint");
        Times beside = new Times();
        beside.add(() -> {
            request(
                    client,
                    Stream.of(Dataset.METRICS, JUDGE, PYTHON)
                            .flatMap(List::stream)
                            .toList());
            awaitNone("scheduled_tasks");
        });
        Times small = smallRequests(client);
        assertThat(world.count("slice where finished_at is null"))
                .as("slices of the judge and of Python when the last small request had ended")
                .isPositive();
        awaitNone("awaited_tasks");
        BenchmarkTable.row(
                "20,000 predefined evaluations of a request that has 2,000 of a judge and 2,000 of Python, too; floor: of one without",
                text("%.2f s", beside.medianMillis() / 1000),
                text("%.2f s", alone.medianMillis() / 1000),
                beside.medianMillis() / alone.medianMillis(),
                "not held up");
        BenchmarkTable.row(
                "10 predefined evaluations of another organization beside them; floor: of an idle server",
                text("%.2f s", small.medianMillis() / 1000),
                text("%.2f s", idle.medianMillis() / 1000),
                small.medianMillis() / idle.medianMillis(),
                "under 2 s");
        assertThat(world.count("score where failed")).isZero();
    }

    // The first round is a warm-up: it starts the Python processes, too.
    private Times evaluating(HttpConnection client, List<BigInteger> metrics) throws Exception {
        Times times = new Times();
        for (int round = 0; round <= ROUNDS; round++) {
            Times of = round == 0 ? new Times() : times;
            world.change("checkpoint");
            of.add(() -> {
                request(client, metrics);
                awaitNone("awaited_tasks");
            });
        }
        assertThat(world.count("score where metric_id = " + metrics.get(0) + " and score is not null"))
                .isEqualTo(EVALUATIONS);
        return times;
    }

    private Times smallRequests(HttpConnection client) throws Exception {
        Times times = new Times();
        for (int request = 0; request < SMALL_REQUESTS; request++) {
            times.add(() -> {
                assertThat(client.post(
                                Dataset.BULK, OTHER_KEY, Dataset.json(OTHER_RESULT, OTHER_RESULT, Dataset.ids(23, 23))))
                        .isEqualTo(200);
                awaitNone("slice where finished_at is null and result_id = " + OTHER_RESULT);
            });
        }
        return times;
    }

    private static void request(HttpConnection client, List<BigInteger> metrics) throws Exception {
        assertThat(client.post(Dataset.BULK, Dataset.KEY, Dataset.json(1, RESULTS, metrics)))
                .isEqualTo(200);
    }

    private void awaitNone(String rows) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(2))
                .until(() -> world.count(rows) == 0);
    }
}
