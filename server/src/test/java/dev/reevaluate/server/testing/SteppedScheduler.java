package dev.reevaluate.server.testing;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The schedulers of the server, with clocks that stand and no thread of their own. */
@TestConfiguration(proxyBeanMethods = false)
class SteppedScheduler {

    @Bean
    ManualScheduler scheduler(DataSource dataSource, List<Task<?>> tasks, DbSchedulerCustomizer customizer) {
        return stepped(dataSource, tasks, customizer, "scheduled_tasks");
    }

    @Bean(defaultCandidate = false)
    ManualScheduler awaitedScheduler(DataSource dataSource, List<Task<?>> tasks, DbSchedulerCustomizer customizer) {
        return stepped(dataSource, tasks, customizer, "awaited_tasks");
    }

    @Bean(defaultCandidate = false)
    ManualScheduler webhookScheduler(DataSource dataSource, List<Task<?>> tasks) {
        return stepped(dataSource, tasks, "webhook_tasks").build();
    }

    private static ManualScheduler stepped(
            DataSource dataSource, List<Task<?>> tasks, DbSchedulerCustomizer customizer, String table) {
        TestHelper.ManualSchedulerBuilder builder = stepped(dataSource, tasks, table);
        builder.jdbcCustomization(customizer.jdbcCustomization().orElseThrow());
        return builder.build();
    }

    private static TestHelper.ManualSchedulerBuilder stepped(DataSource dataSource, List<Task<?>> tasks, String table) {
        TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(
                        new TransactionAwareDataSourceProxy(dataSource), tasks)
                .clock(new SettableClock())
                .pollingStrategy(PollingStrategyConfig.DEFAULT_SELECT_FOR_UPDATE);
        builder.tableName(table);
        return builder;
    }
}
