package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Http.JSON;
import static dev.reevaluate.server.web.Http.bulk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A key, a body or a transcript never reaches the log, whatever becomes of the request. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

    private static final String SECRET = "s3cr3t";
    private static final String KEY = SECRET + "-key-9b1c5e0a7d2f4486a3c01e5b";

    private final World world;
    private final int port;

    @Autowired
    SecretsTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void aWorkspaceFullOfSecrets() {
        world.startFromDemo();
        world.load("""
                api_keys: [{key: s3cr3t-key-9b1c5e0a7d2f4486a3c01e5b, organization: 1}]
                results: [{id: 701, agent: 1, name: s3cr3t result}]
                runs:
                  - id: 7001
                    result: 701
                    status: completed
                    transcript_object: [{role: Main Agent, content: s3cr3t words, start_time: 1, end_time: 2}]
                  - id: 7002
                    result: 701
                    status: completed
                    transcript_object: [{role: Main Agent, content: s3cr3t words, start_time: 2, end_time: 1}]
                """);
    }

    @Test
    void anAcceptedRequestIsLoggedByItsIdsAlone(CapturedOutput output) throws IOException, InterruptedException {
        String body = "{\"result_ids\": [701], \"metric_ids\": [11, 16, 17], \"note\": \"s3cr3t body\"}";

        assertThat(Http.send(port, bulk(JSON, body).key(KEY)).statusCode()).isEqualTo(200);
        world.work();

        assertThat(output).contains("of organization 1: 6 evaluations").doesNotContain(SECRET);
        assertThat(world.text("select string_agg(explanation::text, ' ') from score"))
                .as("the scores' own texts quote nothing either")
                .doesNotContain(SECRET);
    }

    @Test
    void aRefusedRequestIsNotLogged(CapturedOutput output) throws IOException, InterruptedException {
        for (String body :
                new String[] {"s3cr3t", "{\"result_ids\": [\"s3cr3t\"]}", "{\"s3cr3t\": 1, \"s3cr3t\": 2}", "s3cr3t=%zz"
                }) {
            for (String type : new String[] {JSON, Http.FORM, Http.MULTIPART, "text/" + SECRET}) {
                Http.send(port, bulk(type, body).key(KEY));
                Http.send(port, bulk(type, body).key(KEY + "-of-nobody"));
            }
        }
        assertThat(output).doesNotContain(SECRET);
    }

    @Test
    void aRequestThatFailsInsideTheServerIsLoggedWithoutThem(CapturedOutput output) throws IOException {
        world.change("alter table metric_agent rename to lost");
        String body = "{\"result_ids\": [701], \"metric_ids\": [11], \"note\": \"s3cr3t body\"}";
        Wire.Answer answer;
        try {
            answer = Wire.send(
                    port,
                    Wire.head(
                            "POST " + BULK + "?note=s3cr3t",
                            "X-CEKURA-API-KEY: " + KEY,
                            "Content-Type: " + JSON,
                            "Content-Length: " + body.length()),
                    body);
        } finally {
            world.change("alter table lost rename to metric_agent");
        }

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Internal server error.\"}");
        assertThat(output).contains("POST " + BULK + " failed").doesNotContain(SECRET);
    }

    @Test
    void aBrokenHeaderIsNotQuoted(CapturedOutput output) throws IOException {
        Wire.send(port, Wire.head("POST " + BULK, "X-CEKURA-API-KEY : " + KEY), "");
        Wire.send(port, Wire.head("GET /test_framework/v1/results/?search=<s3cr3t>"), "");

        assertThat(output).doesNotContain(SECRET);
        // Tomcat quotes only the first in a day, so the line above alone may see nothing where another test was first.
        assertThat(LoggerFactory.getLogger("org.apache.coyote.http11.Http11Processor")
                        .isInfoEnabled())
                .isFalse();
    }
}
