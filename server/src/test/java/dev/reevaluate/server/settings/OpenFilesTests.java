package dev.reevaluate.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.SetupException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** A server never takes more connections than it may have files open, and does not start where it could take none. */
class OpenFilesTests {

    @Test
    void allConnectionsAndAllThatTheServerOpensItselfAreWithinTheLimit() {
        for (int limit : new int[] {200, 256, 1024, 20_000}) {
            OpenFiles files = new OpenFiles(limit, 84);

            // Those that were just closed, too
            assertThat(2 * (files.connections() + files.managementConnections()) + files.own())
                    .isBetween(limit - 16L, (long) limit);
            assertThat(files.connections()).isGreaterThan(files.managementConnections());
        }
    }

    @Test
    void theLimitThatIsSaidToBeEnoughIs() {
        for (int wanted : new int[] {1, 100, 8192}) {
            long limit = new OpenFiles(0, 84).forConnections(wanted);

            assertThat(new OpenFiles(limit, 84).connections()).isGreaterThanOrEqualTo(wanted);
            assertThat(new OpenFiles(limit - 1, 84).connections()).isLessThan(wanted);
        }
    }

    @Test
    void whatSettingsLetTheServerOpenIsLeftToIt() {
        MockEnvironment settings = new MockEnvironment();
        long own = OpenFiles.of(settings).own();

        settings.setProperty("spring.datasource.hikari.maximum-pool-size", "50");
        assertThat(OpenFiles.of(settings).own()).isEqualTo(own + 30);
        settings.setProperty("reevaluate.judge.base-url", "http://localhost/v1");
        assertThat(OpenFiles.of(settings).own()).isEqualTo(own + 30 + 64);
        settings.setProperty("reevaluate.judge.concurrency", "8");
        assertThat(OpenFiles.of(settings).own()).isEqualTo(own + 30 + 8);
    }

    @Test
    void tooFewForAnybodyToBeServedAreRefusedWithTheNumberThatIsEnough() {
        assertThatThrownBy(() -> OpenFilesAtStart.check(new OpenFiles(115, 84)))
                .isInstanceOfSatisfying(
                        SetupException.class,
                        refusal -> assertThat(refusal.action()).contains("ulimit -n", "LimitNOFILE"))
                .hasMessage("The server may have 115 files open, and needs 116.");
        assertThatCode(() -> OpenFilesAtStart.check(new OpenFiles(116, 84))).doesNotThrowAnyException();
        assertThat(new OpenFiles(116, 84).connections()).isPositive();
        assertThat(new OpenFiles(116, 84).managementConnections()).isPositive();
    }
}
