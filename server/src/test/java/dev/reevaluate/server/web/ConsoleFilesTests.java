package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The console's files come from the jar as a browser wants them, and know no way to the data but the contract's. */
@ServerTest
class ConsoleFilesTests {

    private static final String LIBRARY = "/console/standalone.module.js";
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml", "/", "text/html;charset=UTF-8");
    private static final Pattern OPERATION = Pattern.compile("operation\\(\\s*'(\\w+)',\\s*'([^']+)'");
    private static final Pattern NAMED_FILE = Pattern.compile("(?:from|href=|src=) ?['\"]([^'\"#]+)['\"]");

    private final World world;
    private final int port;

    @Autowired
    ConsoleFilesTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    static Stream<String> files() throws IOException {
        Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:console/**/*.*");
        return Stream.concat(Stream.of("/", LIBRARY), Arrays.stream(files).map(ConsoleFilesTests::path));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isServedToAnybodyAsWhatItIsAndNothingElse(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(TYPES.get(path.replaceFirst(".*\\.", "")));
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "connect-src 'self';")
                .contains("base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "trusted-types 'none'")
                .doesNotContain("unsafe", "http", "*");
    }

    /** Else the modules of two versions would meet in one page after an upgrade. */
    @ParameterizedTest
    @MethodSource("files")
    void isAskedForAgainAndSentOnceAsLongAsItIsTheSame(String path) throws IOException, InterruptedException {
        HttpResponse<String> first = get(path);
        HttpResponse<String> again = Http.send(
                port, Http.get(path).without("X-CEKURA-API-KEY").header("If-None-Match", header(first, "ETag")));

        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        assertThat(first.headers().firstValue("Last-Modified")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void everyFileIsReachedFromThePageAndNoneIsMissing() throws IOException {
        Set<String> reached = new TreeSet<>(Set.of("/"));
        List<String> open = new ArrayList<>(reached);
        while (!open.isEmpty()) {
            String file = open.remove(0);
            NAMED_FILE
                    .matcher(text(file))
                    .results()
                    .map(named -> named.group(1))
                    .filter(named -> !named.startsWith("docs/"))
                    .map(named -> URI.create(file).resolve(named).toString())
                    .filter(reached::add)
                    .filter(named -> !named.equals(LIBRARY))
                    .forEach(open::add);
        }

        assertThat(reached).containsExactlyInAnyOrderElementsOf(files().toList());
    }

    @Test
    void theConsoleCallsOperationsOfTheContractOnly() throws IOException {
        JsonNode paths = new YAMLMapper().readTree(text("/openapi.yaml")).get("paths");
        List<MatchResult> operations =
                OPERATION.matcher(text("/console/api.js")).results().toList();

        assertThat(operations)
                .hasSizeGreaterThan(4)
                .allSatisfy(operation -> assertThat(paths.path(operation.group(2))
                                .has(operation.group(1).toLowerCase(Locale.ROOT)))
                        .as(operation.group())
                        .isTrue());
    }

    @Test
    void noOtherModuleCallsAnybody() throws IOException {
        String others = files().filter(
                        file -> !Set.of(LIBRARY, "/console/api.js").contains(file))
                .map(ConsoleFilesTests::text)
                .map(text -> text.replace("http://www.w3.org/2000/svg", ""))
                .collect(Collectors.joining());

        assertThat(others).doesNotContain("fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "://");
        assertThat(others).doesNotContain("innerHTML", "localStorage.", "document.cookie");
    }

    @Test
    void aFileThatThereIsNotIsNotFound() throws IOException, InterruptedException {
        for (String path : List.of("/console/nothing.js", "/console/", "/console", "/console/../application.yaml")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theKeyOfTheDemoIsToldAndOfNothingElse() throws IOException, InterruptedException {
        world.startFromDemo();
        world.change("update loaded_workspace set demo = true");
        assertThat(get("/console/demo.json").body()).isEqualTo("{\"key\":\"demo-key\"}");

        world.change("update loaded_workspace set demo = false");
        HttpResponse<String> answer = get("/console/demo.json");
        assertThat(answer.body()).isEqualTo("{\"key\":null}");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return Http.send(port, Http.get(path).without("X-CEKURA-API-KEY"));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String path(Resource file) {
        try {
            return file.getURL().getPath().replaceFirst(".*(/console/)", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String path) {
        try {
            String file = path.equals("/") ? "console.html" : path.substring(1);
            return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
