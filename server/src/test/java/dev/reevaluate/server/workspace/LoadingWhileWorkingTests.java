package dev.reevaluate.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A server that loads a document while others work on the same database never waits for them in a circle. */
@ServerTest
class LoadingWhileWorkingTests {

    private static final String WORKSPACE = """
            organizations: [{id: 1, name: One, balance: 10}]
            projects: [{id: 1, organization: 1, name: First}]
            agents: [{id: 1, project: 1, name: A}]
            results: [{id: 101, agent: 1, name: R}]
            runs: [{id: 1001, result: 101, status: completed}]
            """;

    private final World world;
    private final TransactionTemplate transaction;

    @Autowired
    LoadingWhileWorkingTests(World world, TransactionTemplate transaction) {
        this.world = world;
        this.transaction = transaction;
    }

    @BeforeEach
    void load() {
        world.startFrom(WORKSPACE);
    }

    // A worker writes its run, a request its result, and both the organization's balance last.
    @ParameterizedTest
    @ValueSource(strings = {"select id from run for no key update", "select id from result for no key update"})
    void whoeverHoldsARunOrAResultGetsTheOrganizationWhileALoadWaits(String held) throws Exception {
        String changed = WORKSPACE
                .replace("balance: 10", "balance: 12")
                .replace("One", "Two")
                .replace("name: R", "name: S")
                .replace("completed", "failed");

        CompletableFuture<Void> loading = transaction.execute(status -> {
            world.rows(held);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> world.load(changed));
            await().until(() -> world.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                            .signum()
                    > 0);
            world.change("update organization set balance = balance where id = 1");
            return waiting;
        });

        assertThat(loading).isNotNull();
        java.util.Objects.requireNonNull(loading).get(30, TimeUnit.SECONDS);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("12");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aLoadThatChangesNothingWaitsForNobody() {
        transaction.executeWithoutResult(status -> {
            world.rows("select id from run for update");
            world.rows("select id from result for update");
            world.rows("select id from organization for update");

            assertThat(CompletableFuture.runAsync(() -> world.load(WORKSPACE))).succeedsWithin(Duration.ofSeconds(30));
        });
    }
}
