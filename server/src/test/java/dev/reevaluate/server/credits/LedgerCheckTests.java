package dev.reevaluate.server.credits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.SteadyClock;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A balance that is not the sum of its ledger is noticed, without reading the ledger all the time. */
@ServerTest
class LedgerCheckTests {

    private final World world;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Duration passed = Duration.ZERO;

    @Autowired
    LedgerCheckTests(World world, JdbcClient jdbc) {
        this.world = world;
        new LedgerCheck(jdbc, new SteadyClock(() -> passed.toNanos()), registry, Runnable::run);
    }

    @Test
    void aBalanceThatIsNotTheSumOfItsLedgerIsCountedWithinTenMinutes() {
        world.startFrom("organizations: [{id: 1, name: One, balance: 10}, {id: 2, name: Two}]");
        assertThat(unbalanced()).isZero();

        world.change("update organization set balance = 11 where id = 1");
        passed = passed.plus(Duration.ofMinutes(9));
        assertThat(unbalanced()).as("not looked at again yet").isZero();

        passed = passed.plus(Duration.ofMinutes(1));
        assertThat(unbalanced()).isOne();
    }

    private double unbalanced() {
        return registry.get("reevaluate.ledger.unbalanced").gauge().value();
    }
}
