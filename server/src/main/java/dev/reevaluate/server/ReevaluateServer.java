package dev.reevaluate.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The server's entry point; its options are those of {@code application.yaml}, as {@code --name=value}. */
@SpringBootApplication(scanBasePackages = {"dev.reevaluate.server", "dev.reevaluate.openapi.api"})
@ConfigurationPropertiesScan
@EnableScheduling
public class ReevaluateServer {

    /** Starts the server; it listens until the process is asked to end. */
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailures());
        SpringApplication.run(ReevaluateServer.class, args);
    }
}
