package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

/** What the operator is told of the Python programs in a workspace document, as soon as it is loaded. */
@ServerTest
@DirtiesContext // ends its Python processes
class SyntaxAtLoadTests {

    private static final String WORLD = """
            organizations: [{id: 1, name: One, balance: 1}]
            projects: [{id: 1, organization: 1, name: P}]
            agents: [{id: 1, project: 1, name: A}]
            """;

    private final Log log = new Log();
    private final World world;
    private final MeterRegistry meters;

    @Autowired
    SyntaxAtLoadTests(World world, MeterRegistry meters) {
        this.world = world;
        this.meters = meters;
    }

    // Programs that an earlier test has loaded are checked in the background, and told in the same log
    @BeforeEach
    void listenOnceNothingIsChecked() {
        await().atMost(Duration.ofMinutes(2)).until(() -> gauge("waiting") + gauge("busy") == 0);
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void leave() {
        logger().detachAppender(log);
    }

    @Test
    void programsAndTriggersThatDoNotCompileAreToldWithMetricLineAndReason() throws InterruptedException {
        world.startFrom(WORLD + """
                metrics:
                  - {id: 1, project: 1, name: Good, type: custom_code, eval_type: numeric, custom_code: "_result = 1", agents: [1]}
                  - {id: 2, project: 1, name: Open, type: custom_code, eval_type: numeric, custom_code: "x = 1\\n_result = (1", agents: [1]}
                  - {id: 3, project: 1, name: Long, type: custom_code, eval_type: numeric, custom_code: "%s", agents: [1]}
                  - id: 4
                    project: 1
                    name: Choosy
                    type: llm_judge
                    eval_type: binary
                    prompt: "This ) is no Python"
                    evaluation_trigger: custom
                    trigger_type: custom_code
                    evaluation_trigger_custom_code: "if True\\n  _result = True"
                    agents: [1]
                  - {id: 5, project: 1, name: Judge, type: llm_judge, eval_type: binary, prompt: "Nor ) is this", agents: [1]}
                """.formatted("#".repeat(PythonPrograms.MAX_SOURCE + 1)));

        assertThat(log.untilChecked())
                .containsExactlyInAnyOrder(
                        "WARN Metric 2 (Open) does not compile, every evaluation by it will fail: Line 2: SyntaxError: '(' was never closed",
                        "WARN Metric 3 (Long) does not compile, every evaluation by it will fail: The program is longer than 200000 characters.",
                        "WARN The trigger of metric 4 (Choosy) does not compile, every evaluation by it will fail: Line 1: SyntaxError: expected ':'",
                        "INFO Checked the syntax of 4 Python programs, 3 do not compile");
    }

    @Test
    void aDocumentWithoutPythonChecksNothing() throws InterruptedException {
        world.startFrom(WORLD + """
                metrics: [{id: 5, project: 1, name: Judge, type: llm_judge, eval_type: binary, prompt: "Nor ) is this", agents: [1]}]
                """);
        assertThat(gauge("waiting")).isZero();

        world.load(
                "metrics: [{id: 6, project: 1, name: M, type: custom_code, eval_type: numeric, custom_code: '_result = 1', agents: [1]}]");

        assertThat(log.untilChecked()).containsExactly("INFO Checked the syntax of 1 Python program, 0 do not compile");
    }

    @Test
    void aDocumentThatIsRefusedChecksNothing() throws InterruptedException {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> world.startFrom(WORLD + """
                metrics: [{id: 7, project: 1, name: Refused, type: custom_code, eval_type: numeric, custom_code: "(", agents: [1]}]
                runs: [{id: 1, result: 404, status: completed}]
                """)))
                .hasMessageContaining("404");

        world.startFrom(WORLD + """
                metrics: [{id: 6, project: 1, name: M, type: custom_code, eval_type: numeric, custom_code: "_result = 1", agents: [1]}]
                """);

        assertThat(log.untilChecked()).containsExactly("INFO Checked the syntax of 1 Python program, 0 do not compile");
    }

    @Test
    void withoutThePythonJarTheLoadGoesOnAndSaysThatNothingWasChecked() throws InterruptedException {
        try (PythonPrograms none = new PythonPrograms(
                new PythonProperties(null, 1, Duration.ofSeconds(5)),
                Optional.empty(),
                Python.DATA,
                new SimpleMeterRegistry())) {
            new ProgramCheck(none).start(List.of(Python.program("(", EvalType.NUMERIC)));
        }

        assertThat(log.next())
                .startsWith("WARN The syntax of 1 Python program was not checked: This server runs no Python metrics")
                .contains("./mvnw package");
    }

    private double gauge(String name) {
        return meters.get("reevaluate.python." + name).gauge().value();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ProgramCheck.class);
    }

    private static final class Log extends AppenderBase<ILoggingEvent> {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }

        String next() throws InterruptedException {
            String line = lines.poll(2, TimeUnit.MINUTES);
            assertThat(line).isNotNull();
            return String.valueOf(line);
        }

        List<String> untilChecked() throws InterruptedException {
            List<String> said = new ArrayList<>();
            do {
                said.add(next());
            } while (!said.get(said.size() - 1).contains("Checked the syntax"));
            return said;
        }
    }
}
