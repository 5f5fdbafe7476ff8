package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Reading a result of 1,000 runs with 10 scores each over HTTP, beside its statements over plain JDBC. */
@ServerTest
@Import(RecordedStatements.Configuration.class)
class ReadingBenchmark {

    private static final int ROUNDS = 40;
    private static final String PATH = "/test_framework/v1/results/1/";

    private final World world;
    private final DataSource dataSource;
    private final RecordedStatements recorded;
    private final int port;

    @Autowired
    ReadingBenchmark(World world, DataSource dataSource, RecordedStatements recorded, @LocalServerPort int port) {
        this.world = world;
        this.dataSource = dataSource;
        this.recorded = recorded;
        this.port = port;
    }

    @Test
    void aResultOf1000Runs() throws Exception {
        Dataset dataset = new Dataset(world);
        dataset.create(20, 1_000);
        dataset.addHistory(1, 20);
        world.load("api_keys: [{key: %s, organization: 1}]".formatted(Dataset.KEY));
        Map<String, PreparedStatement> prepared = new HashMap<>();
        Times ours = new Times();
        Times floor = new Times();
        try (HttpConnection client = new HttpConnection(port);
                Connection connection = dataSource.getConnection()) {
            recorded.record(() -> assertThat(client.get(PATH, Dataset.KEY)).isEqualTo(200));
            for (int round = 0; round < 2 * ROUNDS; round++) {
                boolean warm = round >= ROUNDS;
                (warm ? ours : new Times()).add(() -> client.get(PATH, Dataset.KEY));
                (warm ? floor : new Times()).add(() -> recorded.replay(connection, prepared, Map.of()));
            }
        }
        BenchmarkTable.row(
                "reading a result of 1,000 runs and 10,000 scores over HTTP; floor: its statements over JDBC",
                text("%.1f ms", ours.medianMillis()),
                text("%.1f ms", floor.medianMillis()),
                ours.medianMillis() / floor.medianMillis(),
                "at most 2");
    }
}
