package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.results.RunSuccess;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How PostgreSQL finds scores in a database that is new: its plans are kept while the database grows. */
@ServerTest
class ScorePlanTests {

    private final World world;
    private final JdbcClient jdbc;

    @Autowired
    ScorePlanTests(World world, JdbcClient jdbc) {
        this.world = world;
        this.jdbc = jdbc;
    }

    @ParameterizedTest
    @ValueSource(strings = {Scores.ANY, RunSuccess.OF_RUNS})
    void scoresAreFoundByTheirKeyThoughNothingIsKnownOfTheTable(String statement) {
        world.startFrom("organizations: [{id: 1, name: One}]");
        world.change("truncate score");

        assertThat(jdbc.sql("explain " + statement)
                        .param("runs", LongStream.rangeClosed(1, 100).boxed().toArray(Long[]::new))
                        .query(String.class)
                        .list())
                .anyMatch(line -> line.contains("Index Only Scan using score_"))
                .noneMatch(line -> line.contains("Seq Scan on score"));
    }
}
