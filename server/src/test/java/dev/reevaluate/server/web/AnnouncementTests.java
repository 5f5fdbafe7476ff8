package dev.reevaluate.server.web;

import static dev.reevaluate.server.testing.DatabaseDefaults.connect;
import static dev.reevaluate.server.testing.DatabaseDefaults.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.testing.ServerTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

/** Whoever started the server is told where it listens, if it does. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class AnnouncementTests {

    private final Announcement announcement;
    private final ConfigurableApplicationContext context;
    private final HikariDataSource pool;

    @Autowired
    AnnouncementTests(Announcement announcement, ConfigurableApplicationContext context, HikariDataSource pool) {
        this.announcement = announcement;
        this.context = context;
        this.pool = pool;
    }

    @Test
    void aServerThatListensIsSaidTo(CapturedOutput output) {
        int before = announced(output);

        announcement.ready(ready(context));

        assertThat(announced(output)).isEqualTo(before + 1);
    }

    @Test
    void aServerWhoseDatabaseGoesAwayMeanwhileIsSaidToWithoutTheDemosKey(CapturedOutput output) throws SQLException {
        int before = announced(output);
        try (Connection neighbour = connect(pool, "template1")) {
            run(neighbour, "alter database postgres with allow_connections false");
            try {
                run(neighbour, "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
                announcement.ready(ready(context));
            } finally {
                run(neighbour, "alter database postgres with allow_connections true");
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }

        assertThat(announced(output)).isEqualTo(before + 1);
    }

    @Test
    void aServerThatIsEndedWhileItStartsIsNot(CapturedOutput output) {
        int before = announced(output);
        WebServer stopped = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
        try (ServletWebServerApplicationContext ended = new ServletWebServerApplicationContext() {
            @Override
            public WebServer getWebServer() {
                return stopped;
            }
        }) {
            announcement.ready(ready(ended));
        }

        assertThat(announced(output)).isEqualTo(before);
    }

    // The start of the server that the test looks at may be among it
    private static int announced(CapturedOutput output) {
        return StringUtils.countOccurrencesOf(output.getOut(), "Reevaluate listens on http://localhost:");
    }

    private static ApplicationReadyEvent ready(ConfigurableApplicationContext context) {
        return new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO);
    }
}
