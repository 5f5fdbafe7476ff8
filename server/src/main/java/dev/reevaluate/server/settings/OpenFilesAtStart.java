package dev.reevaluate.server.settings;

import dev.reevaluate.server.SetupException;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Refuses a start with so few open files that nobody could be served, before anything is started. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // once the settings that count are numbers
final class OpenFilesAtStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        // A command serves nobody
        if (context instanceof ConfigurableWebServerApplicationContext) {
            check(OpenFiles.of(context.getEnvironment()));
        }
    }

    static void check(OpenFiles files) {
        if (!files.suffice()) {
            throw new SetupException(
                    "The server may have %s files open, and needs %s.".formatted(files.limit(), files.least()),
                    "Raise the limit: \"ulimit -n\" of the shell, LimitNOFILE of systemd, --ulimit nofile of a container.");
        }
    }
}
