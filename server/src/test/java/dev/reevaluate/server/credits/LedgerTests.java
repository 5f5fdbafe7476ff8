package dev.reevaluate.server.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger sums to the balance, whatever is moved, and whatever is rolled back. */
@ServerTest
class LedgerTests {

    private final World world;
    private final Ledger ledger;
    private final TransactionTemplate transaction;

    @Autowired
    LedgerTests(World world, Ledger ledger, TransactionTemplate transaction) {
        this.world = world;
        this.ledger = ledger;
        this.transaction = transaction;
    }

    @BeforeEach
    void tenCreditsAndAPaidRequest() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 10}, {id: 2, name: Two, balance: 3}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                results: [{id: 101, agent: 1, name: R}]
                runs: [{id: 1001, result: 101, status: completed}]
                """);
        world.change("""
                insert into bulk_request (id, organization_id, project_id, result_ids, metric_ids, evaluations, cost)
                overriding system value values (1, 1, 1, '{101}', '{11}', 1, 4.000001)
                """);
        assertThat(charge("4.000001")).isTrue();
    }

    @Test
    void chargesRefundsAndGrantsSumToTheBalance() {
        transaction.executeWithoutResult(status -> {
            ledger.refund(1, 1, Map.of(1001L, credits("0.000001")));
            ledger.refund(1, 1, Map.of(1001L, credits("1.5")));
            ledger.grantInTotal(1, credits("12.25"));
        });

        Balance balance = ledger.balance(1);

        assertThat(balance.granted()).hasToString("12.25");
        assertThat(balance.used()).hasToString("2.50");
        assertThat(balance.remaining()).hasToString("9.75");
        assertThat(world.unbalanced()).isEmpty();
        assertThat(world.rows("select kind, amount from ledger_entry where organization_id = 1 order by id"))
                .extracting(row -> row.get("kind") + " " + row.get("amount"))
                .containsExactly(
                        "grant 10.000000", "charge -4.000001", "refund 0.000001", "refund 1.500000", "grant 2.250000");
    }

    @Test
    void aChargeThatTheBalanceDoesNotCoverChangesNothing() {
        String before = world.everything();

        assertThat(charge("6.000000")).isFalse();

        assertThat(world.everything()).isEqualTo(before);
        assertThat(charge("5.999999")).isTrue();
        assertThat(world.number("select balance from organization where id = 1"))
                .isZero();
    }

    @Test
    void whatIsRolledBackLeavesNeitherABalanceNorAnEntryBehind() {
        String before = world.everything();

        transaction.executeWithoutResult(status -> {
            ledger.charge(1, credits("1"), 1);
            ledger.refund(1, 1, Map.of(1001L, credits("0.5")));
            ledger.grantInTotal(1, credits("500"));
            status.setRollbackOnly();
        });

        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void creditsOnlyMoveInsideTheTransactionOfWhatTheyPayFor() {
        assertThatThrownBy(() -> ledger.charge(1, credits("1"), 1))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> ledger.refund(1, 1, Map.of(1001L, credits("1"))))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> ledger.grantInTotal(1, credits("1")))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void movingNothingWritesNoEntry() {
        String before = world.everything();

        transaction.executeWithoutResult(status -> {
            assertThat(ledger.charge(1, Credits.ZERO, 1)).isTrue();
            ledger.refund(1, 1, Map.of(1001L, Credits.ZERO));
            assertThat(ledger.grantInTotal(1, credits("10.000000"))).isTrue();
        });

        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void aGrantIsTakenBackNoFurtherThanToWhatIsUsed() {
        Boolean belowUse = transaction.execute(status -> ledger.grantInTotal(1, credits("4.000000")));
        assertThat(belowUse).isFalse();
        assertThat(world.number("select balance from organization where id = 1"))
                .isEqualByComparingTo("5.999999");

        Boolean toUse = transaction.execute(status -> ledger.grantInTotal(1, credits("4.000001")));
        assertThat(toUse).isTrue();
        assertThat(world.number("select balance from organization where id = 1"))
                .isZero();
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void theDatabaseItselfRefusesANegativeBalance() {
        assertThatThrownBy(() -> world.change("update organization set balance = balance - 100"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void oneOrganizationsCreditsAreNotAnothers() {
        assertThat(ledger.balance(2).remaining()).hasToString("3.00");
        assertThat(ledger.balance(2).used()).hasToString("0.00");
    }

    private boolean charge(String amount) {
        return Boolean.TRUE.equals(transaction.execute(status -> ledger.charge(1, credits(amount), 1)));
    }

    private static Credits credits(String amount) {
        return new Credits(new BigDecimal(amount));
    }
}
