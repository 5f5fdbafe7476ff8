package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A request that was accepted under an idempotency key is not done again for 24 hours. */
@ServerTest
class IdempotencyKeyTests {

    private static final Caller ORGANIZATION = new Caller(1, null, false);
    private static final Caller PROJECT = new Caller(1, 1L, false);
    private static final Caller OTHER = new Caller(2, null, false);

    private final World world;
    private final BulkEvaluation bulk;

    @Autowired
    IdempotencyKeyTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    @BeforeEach
    void fourRunsAtOneCreditEach() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100}, {id: 2, name: Two, balance: 100}]
                projects: [{id: 1, organization: 1, name: First}, {id: 2, organization: 2, name: Second}]
                agents: [{id: 1, project: 1, name: A}, {id: 2, project: 2, name: B}]
                metrics:
                  - {id: 11, project: 1, name: A, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1]}
                  - {id: 12, project: 1, name: B, eval_type: numeric, function_name: get_talk_ratio, cost: 1, agents: [1]}
                  - {id: 21, project: 2, name: C, eval_type: numeric, function_name: get_latency, cost: 1, agents: [2]}
                results: [{id: 101, agent: 1, name: R}, {id: 102, agent: 1, name: S}, {id: 201, agent: 2, name: T}]
                runs:
                  - {id: 1001, result: 101, status: completed}
                  - {id: 1002, result: 102, status: completed}
                  - {id: 2001, result: 201, status: completed}
                """);
    }

    @Test
    void aRepeatedRequestIsNotChargedAgainOnceItsWorkIsDone() {
        assertThat(once("k", ids(101), ids(11)).evaluations()).isEqualTo(1);
        world.work();
        String before = world.everything();

        Accepted repeated = once("k", ids(101), ids(11));

        assertThat(repeated.evaluations()).isZero();
        assertThat(repeated.cost().isZero()).isTrue();
        assertThat(world.everything()).isEqualTo(before);
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void whatTheRequestWouldGetNowDoesNotMatter() {
        once("k", ids(101), ids(11));
        world.work();
        world.change("update organization set balance = 0");
        world.change("update run set deleted = true");
        world.change("delete from metric_agent");

        assertThat(once("k", ids(101), ids(11)).evaluations()).isZero();
    }

    @Test
    void theSameIdsAreTheSameRequestInAnyOrderAndHoweverOftenTheyAreNamed() {
        once("k", ids(101, 102), ids(11, 12));
        world.work();

        assertThat(once("k", ids(102, 101, 102), ids(12, 11)).evaluations()).isZero();
    }

    @Test
    void otherIdsUnderTheKeyAreRefusedAndChangeNothing() {
        once("k", ids(101), ids(11));
        world.work();
        String before = world.everything();

        assertRefusedAsReused("k", ids(102), ids(11));
        assertRefusedAsReused("k", ids(101), ids(12));
        assertRefusedAsReused("k", ids(101, 102), ids(11));
        // Told before it is looked at whether they exist
        assertRefusedAsReused("k", ids(999), ids(11));
        // A list ends where the other begins
        assertRefusedAsReused("k", ids(10), ids(111));

        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void anotherKeyIsAnotherRequest() {
        once("k", ids(101), ids(11));
        world.work();

        assertThat(once("K", ids(101), ids(11)).evaluations()).isEqualTo(1);
        world.work();
        assertThat(world.number("select balance from organization where id = 1"))
                .isEqualByComparingTo("98");
    }

    @Test
    void aRequestWithoutAKeyLeavesNoneAndIsDoneAgain() {
        bulk.evaluate(ORGANIZATION, ids(101), ids(11));
        world.work();

        assertThat(bulk.evaluate(ORGANIZATION, ids(101), ids(11)).evaluations()).isEqualTo(1);
        assertThat(world.count("idempotency_key")).isZero();
    }

    @Test
    void aRefusedRequestIsNotRememberedAndIsDoneOnceItCanBe() {
        world.change("update organization set balance = 0");
        String before = world.everything();
        assertThatExceptionOfType(BulkRefusedException.class)
                .isThrownBy(() -> once("k", ids(101), ids(11)))
                .withMessage("InsufficientBalance");
        assertThat(world.everything()).isEqualTo(before);
        world.change("update organization set balance = 100");

        assertThat(once("k", ids(101), ids(11)).evaluations()).isEqualTo(1);
        assertThat(once("k", ids(101), ids(11)).evaluations()).isZero();
    }

    @Test
    void theKeyOfARefusedRequestIsFreeForAnotherOne() {
        assertThatExceptionOfType(BulkRefusedException.class)
                .isThrownBy(() -> once("k", ids(999), ids(11)))
                .withMessage("UnknownIds");

        assertThat(once("k", ids(101), ids(11)).evaluations()).isEqualTo(1);
    }

    @Test
    void anAcceptedRequestThatAddsNothingIsRememberedToo() {
        bulk.evaluate(ORGANIZATION, ids(101), ids(11));
        assertThat(once("k", ids(101), ids(11)).evaluations()).isZero();
        world.work();

        assertThat(once("k", ids(101), ids(11)).evaluations()).isZero();
    }

    @Test
    void keysCountWithinTheOrganizationOrTheProject() {
        once("k", ids(101), ids(11));
        world.work();

        assertThat(bulk.evaluateOnce("k", PROJECT, ids(102), ids(11)).evaluations())
                .isEqualTo(1);
        assertThat(bulk.evaluateOnce("k", OTHER, ids(201), ids(21)).evaluations())
                .isEqualTo(1);
        assertThat(bulk.evaluateOnce("k", PROJECT, ids(102), ids(11)).evaluations())
                .isZero();
        assertRefusedAsReused("k", ids(102), ids(11));
        assertThat(world.count("idempotency_key")).isEqualTo(3);
    }

    @Test
    void aKeyIsForgottenAfter24HoursByTheDatabasesClock() {
        once("k", ids(101), ids(11));
        world.work();
        age("23 hours 59 minutes");
        assertThat(once("k", ids(101), ids(11)).evaluations()).isZero();

        age("2 minutes");
        assertThat(once("k", ids(101), ids(11)).evaluations()).isEqualTo(1);
        world.work();

        assertThat(once("k", ids(101), ids(11)).evaluations())
                .as("remembered anew")
                .isZero();
        age("25 hours");
        assertThat(once("k", ids(102), ids(12)).evaluations()).isEqualTo(1);
        assertRefusedAsReused("k", ids(101), ids(11));
    }

    @Test
    void oldKeysAreDeletedByNewOnesSoThatTheyDoNotPileUp() {
        world.change("""
                insert into idempotency_key (key_hash, organization_id, request_hash, accepted_at)
                select sha256(n::text::bytea), 1, 'x', now() - interval '25 hours' from generate_series(1, 25) n
                """);
        world.change("""
                insert into idempotency_key (key_hash, organization_id, request_hash, accepted_at)
                select sha256(n::text::bytea), 1, 'x', now() - interval '23 hours' from generate_series(26, 30) n
                """);

        for (int i = 0; i < 3; i++) {
            once("new " + i, ids(101), ids(11));
        }

        assertThat(world.number("select count(*) from idempotency_key where accepted_at < now() - interval '24 hours'"))
                .isZero();
        assertThat(world.count("idempotency_key")).isEqualTo(5 + 3);
    }

    @Test
    void onlyHashesAreKept() {
        once("a-key-that-nobody-may-read", ids(101), ids(11));

        assertThat(world.text("select string_agg(t::text, '') from idempotency_key t"))
                .doesNotContain("nobody", "101");
        assertThat(world.number(
                        "select count(*) from idempotency_key where key_hash = sha256('a-key-that-nobody-may-read')"))
                .isEqualByComparingTo("1");
    }

    private Accepted once(String key, List<BigInteger> results, List<BigInteger> metrics) {
        return bulk.evaluateOnce(key, ORGANIZATION, results, metrics);
    }

    private void assertRefusedAsReused(String key, List<BigInteger> results, List<BigInteger> metrics) {
        assertThatExceptionOfType(BulkRefusedException.class)
                .isThrownBy(() -> once(key, results, metrics))
                .withMessage("IdempotencyKeyReused");
    }

    private void age(String interval) {
        world.change("update idempotency_key set accepted_at = accepted_at - interval '" + interval + "'");
    }
}
