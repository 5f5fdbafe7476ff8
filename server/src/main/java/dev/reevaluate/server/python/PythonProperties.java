package dev.reevaluate.server.python;

import dev.reevaluate.server.SettingBounds;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of Python metrics, {@code reevaluate.python.*}.
 *
 * @param jar reevaluate-python.jar, where it does not lie beside the server's jar
 * @param workers child processes at most, about 300 MB each; 0 stands for one a core
 * @param timeout how long a program may take for one run, judge's answers not counted
 */
@ConfigurationProperties("reevaluate.python")
record PythonProperties(
        @Nullable Path jar,
        @DefaultValue("0") int workers,
        @DefaultValue("5s") Duration timeout) {

    PythonProperties {
        SettingBounds.of("reevaluate.python")
                .number("workers", workers, 0, 1000)
                .require(
                        timeout.toMillis() >= 1 && timeout.compareTo(Duration.ofMinutes(10)) <= 0,
                        "timeout",
                        "must be a time from 1ms to 10m");
        workers = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
