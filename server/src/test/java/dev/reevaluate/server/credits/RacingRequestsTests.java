package dev.reevaluate.server.credits;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.bulk.BulkRefusedException;
import dev.reevaluate.server.bulk.Refusal;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests at the same moment neither overdraw a balance, nor pay twice for the same pair, nor wait for each other. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RacingRequestsTests {

    private static final int CALLERS = 6;

    private final World world;
    private final BulkEvaluation bulk;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @Autowired
    RacingRequestsTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    @AfterAll
    void stop() {
        callers.shutdownNow();
    }

    @BeforeEach
    void sixResultsOfOneRunAndCreditsForTwoAndAHalf() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: "0.999999"}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics: [{id: 11, project: 1, name: A, eval_type: numeric, function_name: get_latency, cost: 0.4, agents: [1]}]
                """);
        world.change("insert into result (id, agent_id, name, status) "
                + "select n, 1, 'result', 'completed' from generate_series(1, 6) n");
        world.change("insert into run (id, result_id, status) select n, n, 'completed' from generate_series(1, 6) n");
    }

    @RepeatedTest(5)
    void onlyAsManyAreAcceptedAsTheCreditsCover() throws Exception {
        List<String> outcomes = atOnce(caller -> ids(caller + 1));

        assertThat(outcomes).filteredOn("accepted"::equals).hasSize(2);
        assertThat(outcomes).filteredOn("InsufficientBalance"::equals).hasSize(4);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("0.199999");
        assertThat(world.count("bulk_request")).isEqualTo(2);
        assertThat(world.count("slice")).isEqualTo(2);
        assertThat(world.count("scheduled_tasks")).isEqualTo(2);
        assertThat(world.number("select count(*) from result where status = 'running'"))
                .isEqualByComparingTo("2");
        assertThat(world.unbalanced()).isEmpty();
    }

    @RepeatedTest(5)
    void theSamePairsArePaidOnceWhoeverAsks() throws Exception {
        List<String> outcomes = atOnce(caller -> ids(1, 2));

        assertThat(outcomes).containsOnly("accepted");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("0.199999");
        assertThat(world.number("select count(*) from bulk_request where evaluations > 0"))
                .isEqualByComparingTo("1");
        assertThat(world.count("slice")).isEqualTo(2);
        assertThat(world.unbalanced()).isEmpty();
    }

    @RepeatedTest(5)
    void requestsForTheSameResultsInOppositeOrdersDoNotDeadlock() throws Exception {
        world.load("organizations: [{id: 1, name: One, balance: 100}]");

        List<String> outcomes = atOnce(caller -> caller % 2 == 0 ? ids(1, 2, 3, 4, 5, 6) : ids(6, 5, 4, 3, 2, 1));

        assertThat(outcomes).containsOnly("accepted");
        assertThat(world.count("slice")).isEqualTo(6);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("97.6");
    }

    private List<String> atOnce(Selection selection) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        List<Callable<String>> requests = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            List<BigInteger> results = selection.of(caller);
            requests.add(() -> {
                start.await();
                return outcome(results);
            });
        }
        List<String> outcomes = new ArrayList<>();
        for (Future<String> outcome : callers.invokeAll(requests)) {
            outcomes.add(outcome.get());
        }
        return outcomes;
    }

    private String outcome(List<BigInteger> results) {
        try {
            bulk.evaluate(new Caller(1, null, false), results, ids(11));
            return "accepted";
        } catch (BulkRefusedException refused) {
            Refusal reason = refused.reason();
            return reason.getClass().getSimpleName();
        }
    }

    private interface Selection {
        List<BigInteger> of(int caller);
    }
}
