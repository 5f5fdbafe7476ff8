package dev.reevaluate.server.workspace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Servers that start at once with a document load it one after the other, and the same document once. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class SeveralServersLoadingTests {

    private static final String ONE = "organizations: [{id: 1, name: One}]";
    private static final String TWO = "organizations: [{id: 1, name: Two}]";
    private static final String LOADED_BY_ANOTHER = "Another server has just loaded test.yaml";

    private final World world;
    private final TransactionTemplate transaction;

    @Autowired
    SeveralServersLoadingTests(World world, TransactionTemplate transaction) {
        this.world = world;
        this.transaction = transaction;
    }

    @BeforeEach
    void anEmptyDatabase() {
        world.clear();
    }

    @Test
    void whoWaitsForTheSameDocumentHasNothingLeftToDo(CapturedOutput output) {
        assertThat(loadWhileAnotherLoads(ONE, ONE)).succeedsWithin(Duration.ofSeconds(30));

        assertThat(output).contains("Waiting for another server", LOADED_BY_ANOTHER);
        assertThat(name()).isEqualTo("One");
    }

    @Test
    void whoWaitsForAnotherDocumentLoadsItsOwn(CapturedOutput output) {
        assertThat(loadWhileAnotherLoads(ONE, TWO)).succeedsWithin(Duration.ofSeconds(30));

        assertThat(output).contains("Waiting for another server").doesNotContain(LOADED_BY_ANOTHER);
        assertThat(name()).isEqualTo("Two");
    }

    @Test
    void whoWaitsForAServerThatFailsLoadsAlsoWhatWasLoadedLast(CapturedOutput output) {
        world.load(ONE);
        world.change("update organization set name = 'Changed by hand'");

        CompletableFuture<Void> waiting = requireNonNull(transaction.execute(status -> {
            world.load(ONE);
            status.setRollbackOnly();
            return startAndAwaitWaiting(ONE);
        }));

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30));
        assertThat(output).doesNotContain(LOADED_BY_ANOTHER);
        assertThat(name()).isEqualTo("One");
    }

    private CompletableFuture<Void> loadWhileAnotherLoads(String first, String second) {
        return requireNonNull(transaction.execute(status -> {
            world.load(first);
            return startAndAwaitWaiting(second);
        }));
    }

    private CompletableFuture<Void> startAndAwaitWaiting(String document) {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> world.load(document));
        await().until(() -> world.number("select count(*) from pg_stat_activity where wait_event = 'advisory'")
                        .signum()
                > 0);
        return waiting;
    }

    private String name() {
        return world.text("select name from organization where id = 1");
    }
}
