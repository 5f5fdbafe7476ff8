package dev.reevaluate.contracts;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.reevaluate.server.ReevaluateServer;
import dev.reevaluate.server.workspace.Workspaces;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server as it ships, on its embedded database with the demo workspace: the world of all contracts. */
@SpringBootTest(
        classes = ReevaluateServer.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "reevaluate.data-dir=target/data/${random.uuid}")
abstract class RealServer {

    private static final Spec SPEC = Spec.load();

    @LocalServerPort
    int port;

    @Autowired
    Workspaces workspaces;

    @Autowired
    Scheduler scheduler;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void sendToThisServer(TestInfo test) {
        RestAssured.reset();
        RestAssured.port = port;
        // A body is sent as the contract writes it
        RestAssured.config = RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("multipart/form-data", ContentType.TEXT));
        RestAssured.filters(new PromisedAnswer(contract(test), SPEC));
    }

    /** As if the server had just been started for the first time; nothing is evaluated behind a test's back. */
    void startOver() {
        scheduler.pause();
        List<String> tables = jdbc.sql("""
                        select tablename from pg_tables
                        where schemaname = current_schema() and tablename <> 'flyway_schema_history'
                        """).query(String.class).list();
        jdbc.sql("truncate " + String.join(", ", tables) + " restart identity cascade")
                .update();
        workspaces.load(new ClassPathResource("demo/workspace.yaml"));
    }

    // Spring Cloud Contract names the class after the folder, and the method after the file
    private static Contract contract(TestInfo test) {
        String folder = test.getTestClass().orElseThrow().getSimpleName().replaceFirst("Test$", "");
        String file = test.getTestMethod().orElseThrow().getName().replaceFirst("^validate_", "");
        return Stubs.CONTRACTS.named((folder + "/" + file).toLowerCase(Locale.ROOT));
    }
}
