package dev.reevaluate.server.testing;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The scheduler of the server, with a clock that stands and no thread of its own. */
@TestConfiguration(proxyBeanMethods = false)
class SteppedScheduler {

    @Bean
    ManualScheduler scheduler(DataSource dataSource, List<Task<?>> tasks) {
        return TestHelper.createManualScheduler(new TransactionAwareDataSourceProxy(dataSource), tasks)
                .clock(new SettableClock())
                .pollingStrategy(PollingStrategyConfig.DEFAULT_SELECT_FOR_UPDATE)
                .build();
    }
}
