package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * What the database is told for a smallest request and for a slice of 100 runs by 10 metrics, and how much of its processors
 * each statement takes; written to {@code target/statements.md} as well. A capacity can be calculated from it.
 */
@ServerTest
@Import(RecordedStatements.Configuration.class)
class StatementsBenchmark {

    private static final int REQUESTS = 3_000;
    private static final int RESULTS = 100;
    private static final int RUNS = 100;
    private static final int RUNS_PER_SLICE = 100;

    private final World world;
    private final BulkEvaluation bulk;
    private final InProcessWorkers workers;
    private final RecordedStatements recorded;
    private final int port;

    private final List<String> report = new ArrayList<>();

    @Autowired
    StatementsBenchmark(
            World world,
            BulkEvaluation bulk,
            DataSource dataSource,
            List<Task<?>> tasks,
            DbSchedulerCustomizer customizer,
            RecordedStatements recorded,
            @LocalServerPort int port) {
        this.world = world;
        this.bulk = bulk;
        this.workers = new InProcessWorkers(world, dataSource, tasks, customizer);
        this.recorded = recorded;
        this.port = port;
    }

    @Test
    void whatIsSaidToTheDatabase() throws Exception {
        new Dataset(world).create(2 * REQUESTS, 1);
        world.load("api_keys: [{key: %s, organization: 1}]".formatted(Dataset.KEY));
        world.change("update metric set cost = 0.000001");
        try (HttpConnection client = new HttpConnection(port)) {
            requests(client, 1, REQUESTS);
            measure("a smallest request", REQUESTS, () -> requests(client, REQUESTS + 1, 2 * REQUESTS));
        }
        new Dataset(world).create(RESULTS, RUNS);
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            accept();
            workers.drain();
        }
        accept();
        measure("a slice of 100 runs by 10 metrics", RESULTS * RUNS / RUNS_PER_SLICE, workers::drain);
        Files.write(Path.of("target/statements.md"), report);
    }

    private void requests(HttpConnection client, int first, int last) throws Exception {
        for (int result = first; result <= last; result++) {
            assertThat(client.post(
                            Dataset.BULK, Dataset.KEY, Dataset.json(result, result, Dataset.METRICS.subList(0, 1))))
                    .isEqualTo(200);
        }
    }

    private void accept() {
        bulk.evaluate(new Caller(1, null, false), Dataset.ids(1, RESULTS), Dataset.METRICS);
    }

    private void measure(String what, int times, Times.Work work) throws Exception {
        Usage before = Usage.now(world);
        recorded.record(work);
        Usage after = Usage.now(world);
        report.addAll(List.of(
                "## " + what,
                "",
                "| PostgreSQL, µs | the server waits, µs | times | statement |",
                "|---|---|---|---|"));
        double statements = 0;
        for (Map.Entry<String, RecordedStatements.Cost> statement :
                recorded.costs().entrySet()) {
            RecordedStatements.Cost cost = statement.getValue();
            // What the benchmark itself asks for to see the end
            if (cost.executions() * 10 >= times && !statement.getKey().startsWith("select count(*)")) {
                double micros = cost.cpuNanos() / 1e3 / times;
                statements += micros;
                report.add(text(
                        "| %.0f | %.0f | %.2f | `%s` |",
                        micros,
                        cost.waitedNanos() / 1e3 / times,
                        (double) cost.executions() / times,
                        statement.getKey().strip().replaceAll("\\s+", " ")));
            }
        }
        report.add("");
        double database = after.databaseCpuSince(before) / 1e3 / times;
        BenchmarkTable.row(
                "processor time of PostgreSQL for " + what + "; floor: for its statements alone",
                text("%.2f ms", database / 1e3),
                text("%.2f ms", statements / 1e3),
                database / statements,
                "");
        BenchmarkTable.row(
                "processor time of the server for " + what + "; log of changes",
                text(
                        "%.2f ms; %.1f kB",
                        after.serverCpuSince(before) / 1e6 / times, after.walBytesSince(before) / 1e3 / times),
                "");
    }
}
