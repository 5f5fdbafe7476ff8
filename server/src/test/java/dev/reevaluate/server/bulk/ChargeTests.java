package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A request is charged for the whole batch, exactly, before any work; or it is refused and charged nothing. */
@ServerTest
class ChargeTests {

    /** Two eligible runs of one result and one of another, by metrics of 0.123456, 0.2 and 0.000001. */
    private static final String COST = "0.970371";

    private final World world;
    private final Requests requests;

    @Autowired
    ChargeTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.requests = new Requests(world, bulk);
    }

    @ParameterizedTest
    @ValueSource(strings = {COST, "0.970372", "999999999999.999999"})
    void aBatchThatTheBalanceCoversIsChargedToTheMicroCredit(String balance) {
        startWith(balance);

        Accepted accepted = requests.accepted(ids(101, 102), ids(11, 12, 13));

        assertThat(accepted.cost().amount()).isEqualByComparingTo(COST);
        assertThat(world.number("select balance from organization"))
                .isEqualByComparingTo(new BigDecimal(balance).subtract(new BigDecimal(COST)));
        assertThat(world.number("select amount from ledger_entry where kind = 'charge'"))
                .isEqualByComparingTo(new BigDecimal(COST).negate());
        assertThat(world.unbalanced()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.970370", "0.9", "0"})
    void aBatchThatTheBalanceDoesNotCoverIsRefusedWithBothFigures(String balance) {
        startWith(balance);

        Refusal refusal = requests.refused(ids(101, 102), ids(11, 12, 13));

        assertThat(refusal).isInstanceOfSatisfying(Refusal.InsufficientBalance.class, insufficient -> {
            assertThat(insufficient.needed().amount()).isEqualByComparingTo(COST);
            assertThat(insufficient.available().amount()).isEqualByComparingTo(balance);
        });
    }

    @Test
    void aSmallerRequestIsAcceptedAfterALargerOneWasRefused() {
        startWith("0.970370");
        requests.refused(ids(101, 102), ids(11, 12, 13));

        Accepted accepted = requests.accepted(ids(102), ids(12));

        assertThat(accepted.cost()).hasToString("0.20");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void metricsThatCostNothingAreEvaluatedWithoutCreditsAndWithoutALedgerEntry() {
        startWith("0");

        Accepted accepted = requests.accepted(ids(101), ids(14));

        assertThat(accepted.evaluations()).isEqualTo(2);
        assertThat(accepted.cost().isZero()).isTrue();
        assertThat(world.count("ledger_entry")).isZero();
        assertThat(world.number("select cost from bulk_request")).isZero();
        world.work();
        assertThat(world.count("score")).isEqualTo(2);
    }

    @Test
    void theRequestIsRecordedAsItWasCharged() {
        startWith("5");

        requests.accepted(ids(101, 102), ids(11, 12, 13));

        assertThat(world.rows("select organization_id, evaluations, cost from bulk_request"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request).containsEntry("organization_id", 1L).containsEntry("evaluations", 9L);
                    assertThat((BigDecimal) request.get("cost")).isEqualByComparingTo(COST);
                });
        assertThat(world.number("select sum(cardinality(run_ids) * cardinality(metric_ids)) from slice"))
                .isEqualByComparingTo("9");
        assertThat(world.number("""
                        select sum(cardinality(run_ids) * cost) from slice, unnest(metric_costs) as cost
                        """)).isEqualByComparingTo(COST);
    }

    @Test
    void anotherOrganizationPaysNothing() {
        startWith("5");
        world.load("organizations: [{id: 2, name: Two, balance: 7}]");

        requests.accepted(ids(101), ids(11));

        assertThat(world.number("select balance from organization where id = 2"))
                .isEqualByComparingTo("7");
    }

    @Test
    void whatWasChargedIsThePriceOfTheMomentOfAcceptance() {
        startWith("5");
        requests.accepted(ids(102), ids(12));
        world.change("update metric set cost = 4 where id = 12");

        world.work();

        // a judge is not configured here, so its evaluation fails and gives back what it had cost
        assertThat(world.number("select amount from ledger_entry where kind = 'refund'"))
                .isEqualByComparingTo("0.2");
        assertThat(new Credits(world.number("select balance from organization")))
                .hasToString("5.00");
    }

    private void startWith(String balance) {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: "%s"}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 11, project: 1, name: A, eval_type: numeric, function_name: get_latency, cost: "0.123456", agents: [1]}
                  - {id: 12, project: 1, name: B, eval_type: binary, type: llm_judge, prompt: P, agents: [1]}
                  - {id: 13, project: 1, name: C, eval_type: numeric, function_name: get_talk_ratio, cost: 0.000001, agents: [1]}
                  - {id: 14, project: 1, name: D, eval_type: binary, type: custom_code, custom_code: C, agents: [1]}
                results: [{id: 101, agent: 1, name: R}, {id: 102, agent: 1, name: R}]
                runs:
                  - {id: 1001, result: 101, status: completed}
                  - {id: 1002, result: 101, status: failed}
                  - {id: 1003, result: 101, status: timeout}
                  - {id: 1004, result: 102, status: completed}
                """.formatted(balance));
    }
}
