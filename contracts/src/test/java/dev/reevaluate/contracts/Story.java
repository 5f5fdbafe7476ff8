package dev.reevaluate.contracts;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Contracts whose steps build on each other: what is accepted stays running until a step is about its end. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class Story extends RealServer {

    @BeforeAll
    void untouchedWorkspaceOnce() {
        startOver();
    }

    @BeforeEach
    void letTheWorkEnd(TestInfo step) {
        if (step.getTestMethod().orElseThrow().getName().matches(".*_(completed|failed)")) {
            resumeWorkers();
            // The first Python process of a server takes seconds to start
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> jdbc.sql("select not exists (select from slice where finished_at is null)")
                            .query(Boolean.class)
                            .single());
            pauseWorkers();
        }
    }
}
