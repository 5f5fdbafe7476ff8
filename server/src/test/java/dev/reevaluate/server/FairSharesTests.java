package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskRepository;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** In which order executions are taken whose answers are awaited, and how many of each organization. */
@ServerTest
class FairSharesTests {

    private final World world;
    private final TaskRepository server;
    private final TaskRepository sparing;

    @Autowired
    FairSharesTests(World world, DataSource dataSource) {
        this.world = world;
        server = server(dataSource, 1);
        sparing = server(dataSource, 8);
    }

    private static TaskRepository server(DataSource dataSource, int timesItsOwn) {
        SettableClock clock = new SettableClock();
        return new JdbcTaskRepository(
                dataSource,
                false,
                new FairShares("test", timesItsOwn, "priority desc, execution_time"),
                "webhook_tasks",
                new TaskResolver(
                        SchedulerListeners.NOOP,
                        clock,
                        List.of(Tasks.oneTime("deliver-webhook").execute((execution, context) -> {}))),
                new SchedulerName.Fixed("test"),
                false,
                clock);
    }

    @BeforeEach
    void startWithoutEvents() {
        world.startFrom("organizations: []");
    }

    @Test
    void anEventThatFailedOftenWaitsForThoseThatFailedLessOftenHoweverOldItIs() {
        world.change("""
                insert into webhook_tasks (task_name, task_instance, execution_time, picked, version, priority)
                values ('deliver-webhook', 'often', now() - interval '1 hour', false, 1, -5),
                       ('deliver-webhook', 'never', now() - interval '1 minute', false, 1, 0),
                       ('deliver-webhook', 'once', now() - interval '2 minutes', false, 1, -1),
                       ('deliver-webhook', 'never and older', now() - interval '2 minutes', false, 1, 0)
                """);

        assertThat(Stream.generate(() -> taken(1)).limit(4))
                .containsExactly(List.of("never and older"), List.of("never"), List.of("once"), List.of("often"));
    }

    @Test
    void anOrganizationAloneHasHalfOfTheWorkersAndTheOthersStayFree() {
        wait(1, 1000);

        assertThat(taken(8)).containsExactlyInAnyOrder("1-1", "1-2", "1-3", "1-4");
    }

    @Test
    void whoeverAsksForTheFirstTimeIsServedHoweverManyOthersHaveUnderWay() {
        wait(1, 1000);
        assertThat(underWay(8)).hasSize(4);
        wait(2, 1000);
        assertThat(underWay(4)).as("fewer than are free then").containsExactlyInAnyOrder("2-1", "2-2");
        wait(3, 1000);
        assertThat(underWay(2)).containsExactly("3-1");
        assertThat(underWay(1)).as("nobody's second").isEmpty();

        wait(4, 1);

        assertThat(underWay(1)).as("the last worker is there for somebody new").containsExactly("4-1");
    }

    @Test
    void eightOrganizationsThatKeepAllTheyMayHaveLeaveAThirdOfTheWorkersFree() {
        int free = 64;
        for (int organization = 1; organization <= 8; organization++) {
            wait(organization, 100);
            for (int picked = 1; picked > 0; free -= picked) {
                picked = sparing.lockAndGetDue(Instant.now(), free).size();
            }
            assertThat(free).isGreaterThanOrEqualTo(organization == 1 ? 56 : 22);
        }
        wait(9, 3);

        assertThat(sparing.lockAndGetDue(Instant.now(), free)).hasSize(3);
    }

    @Test
    void whatOtherServersHaveUnderWayCountsForThem() {
        wait(1, 1000);
        world.change("update webhook_tasks set picked = true, picked_by = 'another' where task_instance < '1-5'");

        assertThat(underWay(8)).hasSize(4);
    }

    @Test
    void organizationsTakeTurnsHoweverMuchEarlierSomeWere() {
        wait(1, 1000);
        wait(2, 1000);
        wait(3, 1);

        assertThat(taken(9)).containsExactly("1-1", "2-1", "3-1", "1-2", "2-2", "1-3", "2-3");
    }

    private void wait(int organization, int events) {
        world.change("""
                insert into webhook_tasks (task_name, task_instance, execution_time, picked, version, organization_id)
                select 'deliver-webhook', '%1$d-' || n, now() - interval '1 hour' / %1$d + n * interval '1 ms', false, 1, %1$d
                from generate_series(1, %2$d) n
                """.formatted(organization, events));
    }

    /** Picks as many as that many free workers may have; they stay under way. */
    private List<String> underWay(int free) {
        return server.lockAndGetDue(Instant.now(), free).stream()
                .map(Execution::getId)
                .toList();
    }

    /** Picks as many, and delivers them. */
    private List<String> taken(int free) {
        List<Execution> picked = server.lockAndGetDue(Instant.now(), free);
        picked.forEach(server::remove);
        return picked.stream().map(Execution::getId).toList();
    }
}
