package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.DatabaseDefaults;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How long a claim and a commit wait for what another session keeps locked. */
@ServerTest
class CommitPatienceTests {

    private static final long JUDGED = 21;

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final HikariDataSource pool;
    private Workload workload;

    @Autowired
    CommitPatienceTests(
            World world,
            BulkEvaluation bulk,
            Slices slices,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            HikariDataSource pool) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.pool = pool;
    }

    @BeforeEach
    void metricsOfBothLanes() {
        workload = new Workload(world, bulk, 1, 1);
        world.load("""
                metrics:
                  - {id: 21, project: 1, name: J, eval_type: binary, type: llm_judge, prompt: P, cost: 1, agents: [1]}
                """);
    }

    @Test
    void whatIsComputedWaitsASecondAsOthersWaitForItsWorker() {
        assertThat(patienceOfACommit(Workload.PREDEFINED)).isEqualTo("1s");
    }

    @Test
    void whatAJudgeHasAnsweredWaitsNearlyAsLongAsAnAnswerOfTheDatabase() {
        assertThat(patienceOfACommit(JUDGED)).isEqualTo("25s");
    }

    @Test
    void aClaimTakesNoConnectionForLongFromThoseWhoWaitForOne() {
        workload.request(1, JUDGED);
        long slice = world.number("select id from slice").longValue();

        assertThat(transaction.<String>execute(status -> {
                    assertThat(slices.claim(slice)).isPresent();
                    return jdbc.sql("show lock_timeout").query(String.class).single();
                }))
                .isEqualTo("100ms");
    }

    // Two seconds is what the server's own sessions have
    @ParameterizedTest
    @ValueSource(strings = {"7s", "2s"})
    void theDatabasesOwnLockTimeoutStays(String lockTimeout) throws Exception {
        DatabaseDefaults.with(
                pool,
                "lock_timeout = '" + lockTimeout + "'",
                () -> assertThat(patienceOfACommit(JUDGED)).isEqualTo(lockTimeout));
    }

    private String patienceOfACommit(long metric) {
        workload.request(1, metric);
        Slice slice =
                slices.claim(world.number("select id from slice").longValue()).orElseThrow();
        return transaction.execute(status -> {
            assertThat(slices.close(slice, List.of())).isPresent();
            return jdbc.sql("show lock_timeout").query(String.class).single();
        });
    }
}
