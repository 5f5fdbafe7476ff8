package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.boot.config.startup.ContextReadyStart;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.stats.StatsRegistry;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.reevaluate.server.DeadExecutions;
import dev.reevaluate.server.FairScheduler;
import dev.reevaluate.server.evaluation.Evaluator;
import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.evaluation.PredefinedMetrics;
import dev.reevaluate.server.evaluation.TriggerEvaluator;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    // Many organizations that wait long still leave workers free; one alone has an eighth
    private static final int TIMES_ITS_OWN = 8;

    /** Picked by the scheduler of any server instance; what a dead one had picked is picked again. */
    @Bean
    Task<Void> evaluateSliceTask(EvaluateSlice slice, WorkProperties properties) {
        return Tasks.custom(EvaluateSlice.TASK)
                // The commit whose connection was lost may have ended the slice, and removed the execution
                .onFailure((complete, execution) -> EvaluateSlice.ifItIsStillOurs((failed, own) -> own.reschedule(
                                failed,
                                failed.getTimeDone()
                                        .plus(properties.delayAfterFailure(
                                                failed.getExecution().consecutiveFailures,
                                                failed.getCause().orElse(null)))))
                        .complete(complete, execution))
                .onDeadExecution(new DeadExecutions())
                .execute(slice::execute);
    }

    /** Configures db-scheduler's starter, whose scheduler serves the computed lane. */
    @Bean
    DbSchedulerCustomizer fairPolling(Environment environment) {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<SchedulerName> schedulerName() {
                return Optional.of(new SchedulerName.Fixed(FairScheduler.name(environment)));
            }

            @Override
            public Optional<JdbcCustomization> jdbcCustomization() {
                return Optional.of(new FairPolling());
            }
        };
    }

    /** A second scheduler, with threads and a table of its own, serves the awaited lane, and leaves most free for others. */
    @Bean(destroyMethod = "stop", defaultCandidate = false)
    @ConditionalOnMissingBean(name = "awaitedScheduler")
    @DependsOnDatabaseInitialization
    Scheduler awaitedScheduler(
            Environment environment,
            StatsRegistry registry,
            DatabaseClock clock,
            DataSource dataSource,
            List<Task<?>> tasks,
            WorkProperties properties) {
        return new FairScheduler(environment, registry, clock, dataSource)
                .of(
                        Lane.AWAITED.table(),
                        properties.awaitedThreads(),
                        TIMES_ITS_OWN,
                        "start_tag, task_instance",
                        tasks);
    }

    @Bean(defaultCandidate = false)
    DbSchedulerStarter awaitedSchedulerStarter(@Qualifier("awaitedScheduler") Scheduler scheduler) {
        return new ContextReadyStart(scheduler);
    }

    @Bean
    Workers workers(Scheduler computed, @Qualifier("awaitedScheduler") Scheduler awaited) {
        return new Workers(List.of(computed, awaited));
    }

    @Bean
    Evaluator predefinedMetrics() {
        return new PredefinedMetrics();
    }

    @Bean
    Evaluators evaluators(List<Evaluator> evaluators, List<TriggerEvaluator> triggers) {
        return new Evaluators(evaluators, triggers);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
