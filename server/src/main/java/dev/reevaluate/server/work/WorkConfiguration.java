package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.reevaluate.server.evaluation.Evaluators;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    /** Picked by the scheduler of any server instance; what a dead one had picked is picked again. */
    @Bean
    Task<Void> evaluateSliceTask(EvaluateSlice slice, WorkProperties properties) {
        return Tasks.custom(EvaluateSlice.TASK)
                .onFailure((complete, execution) -> execution.reschedule(
                        complete,
                        complete.getTimeDone()
                                .plus(properties.delayAfter(complete.getExecution().consecutiveFailures))))
                .execute(slice::execute);
    }

    @Bean
    Evaluators evaluators() {
        return new Evaluators();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
