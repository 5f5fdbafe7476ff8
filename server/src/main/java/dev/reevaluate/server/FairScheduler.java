package dev.reevaluate.server;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerConfigurationSupport;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.stats.StatsRegistry;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.Task;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Makes schedulers, with threads and a table of their own, that let organizations take turns as {@link FairShares} says. */
public final class FairScheduler {

    private final Environment environment;
    private final StatsRegistry registry;
    private final Clock clock;
    private final DataSource dataSource;

    public FairScheduler(Environment environment, StatsRegistry registry, Clock clock, DataSource dataSource) {
        this.environment = environment;
        this.registry = registry;
        this.clock = clock;
        this.dataSource = dataSource;
    }

    /**
     * Makes one, with the settings {@code db-scheduler.*} otherwise.
     *
     * @param timesItsOwn more threads are free than so many times those that an organization has, when it gets another one
     * @param order of one organization's executions, as SQL
     */
    public Scheduler of(String table, int threads, int timesItsOwn, String order, List<Task<?>> tasks) {
        DbSchedulerProperties settings = Binder.get(environment)
                .bind("db-scheduler", DbSchedulerProperties.class)
                .orElseGet(DbSchedulerProperties::new);
        settings.setTableName(table);
        settings.setThreads(threads);
        NextAtOnce next = new NextAtOnce();
        Scheduler scheduler = DbSchedulerConfigurationSupport.buildScheduler(
                settings,
                customizer(name(environment), timesItsOwn, order),
                registry,
                clock,
                dataSource,
                tasks,
                List.of(next),
                List.of());
        next.scheduler = scheduler;
        return scheduler;
    }

    /** Returns this server's name in each table of executions, which tells it apart from others of this machine. */
    public static String name(Environment environment) {
        String given = environment.getProperty("db-scheduler.scheduler-name");
        return given != null
                ? given
                : "%s-%s"
                        .formatted(
                                new SchedulerName.Hostname().getName(),
                                ProcessHandle.current().pid());
    }

    private static DbSchedulerCustomizer customizer(String name, int timesItsOwn, String order) {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<SchedulerName> schedulerName() {
                return Optional.of(new SchedulerName.Fixed(name));
            }

            @Override
            public Optional<JdbcCustomization> jdbcCustomization() {
                return Optional.of(new FairShares(name, timesItsOwn, order));
            }
        };
    }

    /** The library takes a poll that returns fewer than it asked for as the last of them; here more may wait for their turn. */
    private static final class NextAtOnce extends AbstractSchedulerListener {

        private volatile @Nullable Scheduler scheduler;

        @Override
        public void onExecutionComplete(ExecutionComplete execution) {
            Scheduler built = scheduler;
            if (built != null) {
                built.triggerCheckForDueExecutions();
            }
        }
    }
}
