package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerName;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** Who took an execution is told by a name that no other server of the machine has. */
class SchedulerNamesTests {

    @Test
    void theComputedLanesSchedulerIsToldApartFromOtherServersOfItsMachine() {
        assertThat(name(new MockEnvironment()))
                .isEqualTo("%s-%s"
                        .formatted(
                                new SchedulerName.Hostname().getName(),
                                ProcessHandle.current().pid()));
    }

    @Test
    void aNameThatIsGivenIsKept() {
        assertThat(name(new MockEnvironment().withProperty("db-scheduler.scheduler-name", "left")))
                .isEqualTo("left");
    }

    private static String name(Environment environment) {
        return new WorkConfiguration()
                .fairPolling(environment)
                .schedulerName()
                .orElseThrow()
                .getName();
    }
}
