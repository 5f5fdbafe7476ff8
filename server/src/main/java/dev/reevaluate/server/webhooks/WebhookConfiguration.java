package dev.reevaluate.server.webhooks;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.boot.config.startup.ContextReadyStart;
import com.github.kagkarlsson.scheduler.stats.StatsRegistry;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.reevaluate.server.DeadExecutions;
import dev.reevaluate.server.FairScheduler;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    /** Only the database's trouble gets to its failure handler: all else is a failed attempt. */
    @Bean
    Task<Void> deliverWebhookTask(DeliverWebhook delivery) {
        return Tasks.custom(Deliveries.TASK)
                .onFailure((complete, execution) -> execution.reschedule(
                        complete,
                        complete.getTimeDone()
                                .plus(Duration.ofSeconds(
                                        10L << Math.min(complete.getExecution().consecutiveFailures, 9)))))
                .onDeadExecution(new DeadExecutions())
                .execute(delivery::execute);
    }

    /** Returns a scheduler of its own: whatever receivers do, no evaluation waits for them. */
    @Bean(destroyMethod = "stop", defaultCandidate = false)
    @ConditionalOnMissingBean(name = "webhookScheduler")
    @DependsOnDatabaseInitialization
    Scheduler webhookScheduler(
            Environment environment,
            StatsRegistry registry,
            Clock clock,
            DataSource dataSource,
            @Qualifier("deliverWebhookTask") Task<Void> task,
            WebhooksProperties properties) {
        return new FairScheduler(environment, registry, clock, dataSource)
                .of(Deliveries.TASKS, properties.threads(), 1, Deliveries.ORDER, List.of(task));
    }

    @Bean(defaultCandidate = false)
    DbSchedulerStarter webhookSchedulerStarter(@Qualifier("webhookScheduler") Scheduler scheduler) {
        return new ContextReadyStart(scheduler);
    }

    /**
     * Makes the client before any delivery: the first of them may come while the server stops, when nothing is made. It signs at
     * the time of the database, which is the scheduler's: receivers refuse what is minutes off.
     */
    @Bean
    WebhookClient webhookClient(WebhooksProperties properties, Clock clock) {
        return new WebhookClient(properties, clock::now);
    }
}
