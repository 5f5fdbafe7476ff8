package dev.reevaluate.server.web;

import dev.reevaluate.server.outage.DatabaseUnavailable;
import dev.reevaluate.server.workspace.DemoWorkspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whoever started the server where it listens and, with the demo workspace, what to try first. */
@Component
class Announcement {

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private static final String STRUCTURED = "logging.structured.format.console";

    private final DemoWorkspace demo;
    private final DemoAddress address;
    private final Environment environment;

    Announcement(DemoWorkspace demo, DemoAddress address, Environment environment) {
        this.demo = demo;
        this.address = address;
        this.environment = environment;
    }

    @EventListener
    @SuppressWarnings("SystemOut") // for the person at the terminal, whatever the logging
    void ready(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof WebServerApplicationContext web)
                || web.getWebServer() == null
                || !event.getApplicationContext().isActive()) { // ended while it started: it listens no more
            return;
        }
        String url = "http://localhost:" + web.getWebServer().getPort();
        String health =
                "http://localhost:%s/actuator/health".formatted(environment.getProperty("local.management.port", "?"));
        if (environment.containsProperty(STRUCTURED)) {
            // A program reads it, a line at a time
            log.info("Reevaluate listens on {}, health {}", url, health);
            return;
        }
        System.out.println("""

                Reevaluate listens on %1$s
                  console   %1$s/
                  API page  %1$s/docs/
                  contract  %1$s/openapi.yaml
                  health    %2$s
                """.formatted(url, health) + demo(url));
    }

    private String demo(String url) {
        try {
            return (address.isLoopbackOnly() ? """

                    It serves the demo, whose keys everybody knows, so it listens to this machine alone.
                    --server.address=0.0.0.0 lets others in.
                    """ : "")
                    + demo.key().map(key -> """

                    The demo workspace is loaded; its key is %2$s. Re-evaluate two metrics over two results:

                      curl -i %1$s/test_framework/v1/results/bulk_evaluate_metrics/ \\
                        -H 'X-CEKURA-API-KEY: %2$s' -H 'Content-Type: application/json' \\
                        -d '{"result_ids": [101, 102], "metric_ids": [11, 12]}'

                    and watch one of them complete:

                      curl -s %1$s/test_framework/v1/results/101/ -H 'X-CEKURA-API-KEY: %2$s'
                    """.formatted(url, key)).orElse("");
        } catch (RuntimeException e) {
            // It has just gone away, and comes back: a server that listens does not end for want of a greeting
            if (DatabaseUnavailable.isCauseOf(e)) {
                return "";
            }
            throw e;
        }
    }
}
