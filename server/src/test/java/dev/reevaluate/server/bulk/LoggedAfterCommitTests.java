package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import dev.reevaluate.server.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Nobody waits for locked rows until somebody has read the log. */
@ServerTest
class LoggedAfterCommitTests {

    private static final Caller CALLER = new Caller(1, null, false);

    private final World world;
    private final BulkEvaluation bulk;
    private final Cancellation cancellation;
    private final List<Logger> loggers = List.of((Logger) LoggerFactory.getLogger(BulkEvaluation.class), (Logger)
            LoggerFactory.getLogger(Cancellation.class));
    private final List<String> whileLogged = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> reader = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // On a thread without the transaction of the one that logs
            whileLogged.add(event.getMessage().replaceAll(" \\{}.*", "") + ", locked: "
                    + CompletableFuture.supplyAsync(LoggedAfterCommitTests.this::locked)
                            .join());
        }
    };

    @Autowired
    LoggedAfterCommitTests(World world, BulkEvaluation bulk, Cancellation cancellation) {
        this.world = world;
        this.bulk = bulk;
        this.cancellation = cancellation;
    }

    @BeforeEach
    void readTheLog() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100}]
                projects: [{id: 1, organization: 1, name: P}]
                agents: [{id: 1, project: 1, name: A}]
                metrics: [{id: 11, project: 1, name: S, eval_type: binary, function_name: detect_silence, cost: 1, agents: [1]}]
                results: [{id: 101, agent: 1, name: R}]
                runs: [{id: 1001, result: 101, status: completed}]
                """);
        reader.start();
        loggers.forEach(logger -> logger.addAppender(reader));
    }

    @AfterEach
    void stopReading() {
        loggers.forEach(logger -> logger.detachAppender(reader));
    }

    @Test
    void acceptedRepeatedAndCancelledRequestsAreLoggedWhenTheirRowsAreFree() {
        long request = requireNonNull(
                bulk.evaluateOnce("key", CALLER, ids(101), ids(11)).request());
        bulk.evaluateOnce("key", CALLER, ids(101), ids(11));
        cancellation.cancel(1, request);

        assertThat(whileLogged)
                .containsExactly("Request, locked: 0", "A request of organization, locked: 0", "Request, locked: 0");
    }

    private long locked() {
        return world.number("""
                select (select count(*) from organization) - count(*)
                from (select from organization for update skip locked) free
                """).longValue();
    }
}
