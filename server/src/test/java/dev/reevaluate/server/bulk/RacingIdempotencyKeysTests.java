package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Of requests with one idempotency key at the same moment one is done. Work ends here the moment it is recorded, so that no
 * request is spared for what another one still owes.
 */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RacingIdempotencyKeysTests {

    private static final int CALLERS = 6;

    private final World world;
    private final BulkEvaluation bulk;
    private final DataSource dataSource;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @Autowired
    RacingIdempotencyKeysTests(World world, BulkEvaluation bulk, DataSource dataSource) {
        this.world = world;
        this.bulk = bulk;
        this.dataSource = dataSource;
    }

    @BeforeEach
    void sixResultsOfOneRunWhoseWorkEndsAtOnce() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics: [{id: 11, project: 1, name: A, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1]}]
                """);
        world.change("insert into result (id, agent_id, name, status) "
                + "select n, 1, 'result', 'completed' from generate_series(1, 6) n");
        world.change("insert into run (id, result_id, status) select n, n, 'completed' from generate_series(1, 6) n");
        world.change("create function finish() returns trigger language plpgsql as "
                + "'begin new.finished_at := now(); new.open_run_ids := ''{}''; return new; end'");
        world.change("create trigger finish before insert on slice for each row execute function finish()");
    }

    @AfterEach
    void workTakesItsTimeAgain() {
        world.change("drop trigger finish on slice");
        world.change("drop function finish");
    }

    @AfterAll
    void stop() {
        callers.shutdownNow();
    }

    @RepeatedTest(5)
    void theSameRequestIsChargedOnceAndAllAreAccepted() throws Exception {
        List<String> outcomes = atOnce(caller -> ids(1, 2));

        assertThat(outcomes).containsOnly("accepted").hasSize(CALLERS);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("98");
        assertThat(world.count("bulk_request")).isEqualTo(1);
        assertThat(world.count("slice")).isEqualTo(2);
        assertThat(world.count("idempotency_key")).isEqualTo(1);
        assertThat(world.unbalanced()).isEmpty();
    }

    @RepeatedTest(5)
    void ofDifferentRequestsOneIsAcceptedAndTheOthersAreRefused() throws Exception {
        List<String> outcomes = atOnce(caller -> ids(caller + 1));

        assertThat(outcomes).filteredOn("accepted"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("IdempotencyKeyReused"::equals).hasSize(CALLERS - 1);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99");
        assertThat(world.count("bulk_request")).isEqualTo(1);
        assertThat(world.unbalanced()).isEmpty();
    }

    @RepeatedTest(5)
    void whoWaitedForARefusedRequestIsJudgedByItself() throws Exception {
        world.change("update organization set balance = 0");

        assertThat(atOnce(caller -> ids(1))).containsOnly("InsufficientBalance").hasSize(CALLERS);
        assertThat(world.count("idempotency_key")).isZero();
    }

    @RepeatedTest(5)
    void anOldKeyIsTakenOverByOne() throws Exception {
        atOnce(caller -> ids(1));
        world.change("update idempotency_key set accepted_at = accepted_at - interval '25 hours'");

        List<String> outcomes = atOnce(caller -> ids(caller + 1));

        assertThat(outcomes).filteredOn("accepted"::equals).hasSize(1);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("98");
        assertThat(world.count("idempotency_key")).isEqualTo(1);
    }

    @RepeatedTest(5)
    void requestsThatLetOldKeysGoAndTakeThemOverDoNotDeadlock() throws Exception {
        world.change("""
                insert into idempotency_key (key_hash, organization_id, request_hash, accepted_at)
                select sha256(('key ' || n)::bytea), 1, 'x', now() - interval '25 hours' from generate_series(0, 60) n
                """);

        // Each takes over a key that the others want to delete, for results in opposite orders
        List<String> outcomes = atOnce(
                caller -> "key " + caller, caller -> caller % 2 == 0 ? ids(1, 2, 3, 4, 5, 6) : ids(6, 5, 4, 3, 2, 1));

        assertThat(outcomes).containsOnly("accepted").hasSize(CALLERS);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("64");
        assertThat(world.number("select count(*) from idempotency_key where accepted_at > now() - interval '1 hour'"))
                .isEqualByComparingTo("6");
    }

    @Test
    void whenTheFirstDiesBeforeItsCommitTheOneThatWaitsIsDone() throws Exception {
        Future<String> first;
        Future<String> second;
        try (Connection holder = dataSource.getConnection();
                Statement sql = holder.createStatement()) {
            holder.setAutoCommit(false);
            sql.execute("select from result where id = 1 for update");
            first = callers.submit(() -> outcome("k", ids(1)));
            // It has the key, and waits for the result
            awaitWaiting("for no key update of r");
            second = callers.submit(() -> outcome("k", ids(1)));
            awaitWaiting("insert into idempotency_key");

            world.rows("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where wait_event_type = 'Lock' and query like '%for no key update of r%'
                    """);
            assertThat(first.get(10, SECONDS)).isEqualTo("died");
            holder.rollback();
        }

        assertThat(second.get(10, SECONDS)).isEqualTo("accepted");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99");
        assertThat(world.count("bulk_request")).isEqualTo(1);
        assertThat(world.count("idempotency_key")).isEqualTo(1);
        assertThat(outcome("k", ids(1))).isEqualTo("accepted");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99");
    }

    private void awaitWaiting(String statement) {
        await().until(() -> world.number("select count(*) from pg_stat_activity where pid <> pg_backend_pid() "
                                + "and wait_event_type = 'Lock' and query like '%" + statement + "%'")
                        .intValue()
                == 1);
    }

    private List<String> atOnce(Selection selection) throws Exception {
        return atOnce(caller -> "k", selection);
    }

    private List<String> atOnce(Key key, Selection selection) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        List<Callable<String>> requests = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String ofTheCaller = key.of(caller);
            List<BigInteger> results = selection.of(caller);
            requests.add(() -> {
                start.await();
                return outcome(ofTheCaller, results);
            });
        }
        List<String> outcomes = new ArrayList<>();
        for (Future<String> outcome : callers.invokeAll(requests)) {
            outcomes.add(outcome.get());
        }
        return outcomes;
    }

    private String outcome(String key, List<BigInteger> results) {
        try {
            bulk.evaluateOnce(key, new Caller(1, null, false), results, ids(11));
            return "accepted";
        } catch (BulkRefusedException refused) {
            return refused.reason().getClass().getSimpleName();
        } catch (DataAccessException | TransactionException died) {
            return "died";
        }
    }

    private interface Selection {
        List<BigInteger> of(int caller);
    }

    private interface Key {
        String of(int caller);
    }
}
