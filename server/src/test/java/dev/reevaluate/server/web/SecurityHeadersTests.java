package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import dev.reevaluate.server.workspace.DemoWorkspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** What an answer tells browsers and caches, and what a caller can't make it say. */
@ServerTest
class SecurityHeadersTests {

    private final World world;
    private final int port;

    @Autowired
    SecurityHeadersTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/test_framework/v1/results/101/",
                "/test_framework/v1/results/999/",
                "/test_framework/nothing/",
                "/openapi.yaml",
                "/nothing"
            })
    void anAnswerIsKeptNowhereFramedNowhereAndTakenForNothingElse(String path)
            throws IOException, InterruptedException {
        for (Http.Request request : List.of(Http.get(path), Http.get(path).without("X-CEKURA-API-KEY"))) {
            HttpResponse<String> answer = Http.send(port, request);

            assertThat(answer.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValue("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | hello
            400 | GET /nothing HTTP/1.1
            400 | GET /nothing HTTP/1.1, Host: a, Host: b
            400 | GET /nothing HTTP/1.1, Host: a, X : b
            400 | GET /%zz HTTP/1.1, Host: a
            400 | POST /nothing HTTP/1.1, Host: a, Content-Length: -1
            414 | GET /LONG HTTP/1.1, Host: a
            417 | GET /nothing HTTP/1.1, Host: a, Expect: tea
            431 | GET /nothing HTTP/1.1, Host: a, X: LONG
            501 | POST /nothing HTTP/1.1, Host: a, Transfer-Encoding: gzip
            505 | GET /nothing HTTP/3.0, Host: a
            """)
    void whatIsRefusedBeforeAnyFilterTellsBrowsersWhatAllElseDoes(int status, String head) throws IOException {
        Wire.Answer ordinary = Wire.send(port, Wire.head("GET /nothing"), "");
        Wire.Answer refused =
                Wire.send(port, List.of(head.replace("LONG", "x".repeat(9_000)).split(", ")), "");

        assertThat(refused.status()).isEqualTo(status);
        assertThat(forBrowsers(refused)).hasSizeGreaterThan(4).isEqualTo(forBrowsers(ordinary));
    }

    @Test
    void theAnswerToOptionsOfTheServerAsAWholeTellsThemToo() throws IOException {
        Wire.Answer ordinary = Wire.send(port, Wire.head("GET /nothing"), "");
        Wire.Answer options = Wire.send(port, Wire.head("OPTIONS *"), "");

        assertThat(options.status()).isEqualTo(200);
        assertThat(options.head()).contains("\r\nAllow: GET, HEAD, POST, OPTIONS\r\n");
        assertThat(options.body()).isEmpty();
        assertThat(forBrowsers(options)).isEqualTo(forBrowsers(ordinary));
    }

    private static Set<String> forBrowsers(Wire.Answer answer) {
        return answer.head()
                .lines()
                .filter(line ->
                        line.matches("(X-|Cache-Control|Content-Security-Policy|Referrer-Policy|Pragma|Expires).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theApiPageRunsItsOwnScriptsOnly() throws IOException, InterruptedException {
        HttpResponse<String> page = Http.send(port, Http.get("/docs/").without("X-CEKURA-API-KEY"));

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'"));
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.body()).contains("start.js").doesNotContain("<script>");
        assertThat(Http.send(port, Http.get("/docs/start.js")).body()).contains("persistAuthorization: false");
        assertThat(page.body()).contains("swagger-ui-bundle.js");
    }

    @Test
    void aLinkNeverRepeatsTheHostThatACallerSends() throws IOException {
        Wire.Answer answer = Wire.send(
                port,
                List.of(
                        "GET /test_framework/v1/results/?page_size=2&page=2 HTTP/1.1",
                        "Host: evil.example",
                        "X-Forwarded-Host: evil.example",
                        "Forwarded: host=evil.example",
                        "Connection: close",
                        "X-CEKURA-API-KEY: demo-key"),
                "");

        assertThat(answer.body())
                .contains(
                        "\"previous\":\"http://127.0.0.1:" + port + "/test_framework/v1/results/?page_size=2&page=1\"")
                .contains("\"next\":\"http://127.0.0.1:" + port)
                .doesNotContain("evil");
    }

    @Test
    void aRedirectNeverRepeatsItEither() throws IOException {
        assertThat(Wire.send(port, List.of("GET /docs HTTP/1.1", "Host: evil.example", "Connection: close"), "")
                        .head())
                .contains("Location: /docs/")
                .doesNotContain("evil");
    }

    @Test
    void twoKeysAreNone() throws IOException {
        Wire.Answer answer = Wire.send(
                port,
                Wire.head(
                        "GET /test_framework/v1/results/101/",
                        "X-CEKURA-API-KEY: demo-key",
                        "X-CEKURA-API-KEY: demo-key"),
                "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Invalid API key.\"}");
    }

    @Test
    void theDemoIsServedToThisMachineAlone(
            @Autowired WebServerApplicationContext context, @Autowired DemoWorkspace demo) {
        Tomcat tomcat = ((TomcatWebServer) Objects.requireNonNull(context.getWebServer())).getTomcat();
        ServerProperties chosen = new ServerProperties();
        chosen.setAddress(InetAddress.getLoopbackAddress());
        world.change("update loaded_workspace set demo = true");

        assertThat(tomcat.getConnector().getProperty("address")).isEqualTo(InetAddress.getLoopbackAddress());
        assertThat(new DemoAddress(new ServerProperties(), demo).isLoopbackOnly())
                .isTrue();
        assertThat(new DemoAddress(chosen, demo).isLoopbackOnly()).isFalse();
    }
}
