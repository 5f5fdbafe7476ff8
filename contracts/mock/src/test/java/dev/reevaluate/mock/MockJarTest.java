package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is downloaded has all that the mock needs: of other modules only what was named is put into it. */
class MockJarTest {

    private static final Path JAR = Path.of("target/reevaluate-mock.jar");
    private static final Pattern URL = Pattern.compile("http://localhost:\\d+");

    @TempDir
    private Path directory;

    @Test
    void itServesADocumentOfOnesOwn() throws Exception {
        Path document = Files.writeString(directory.resolve("mine.yaml"), OwnWorldTest.DOCUMENT);
        Path said = directory.resolve("said");
        Process mock = start(said, "--port=0", "--workspace=" + document);
        try {
            String url = url(mock, said);

            assertThat(status(url, "/test_framework/v1/results/101/")).isEqualTo(200);
            assertThat(status(url, "/test_framework/v1/results/999/")).isEqualTo(404);
        } finally {
            mock.destroy();
            mock.waitFor();
        }
    }

    @Test
    void itNamesTheMistakesOfADocument() throws Exception {
        Path document =
                Files.writeString(directory.resolve("wrong.yaml"), "results: [{id: x, agent: 1, name: y}, {id: 1}]");
        Path said = directory.resolve("said");

        Process mock = start(said, "--port=0", "--workspace=" + document);

        assertThat(mock.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(mock.exitValue()).isEqualTo(1);
        assertThat(Files.readString(said)).contains("results[0].id").doesNotContain("Exception", "Error:");
    }

    private static Process start(Path said, String... options) throws IOException {
        return new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        // A locale whose digits are others
                                        "-Duser.language=ar",
                                        "-Duser.country=EG",
                                        "-jar",
                                        JAR.toString()),
                                Stream.of(options))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private static String url(Process mock, Path said) throws IOException, InterruptedException {
        while (true) {
            boolean ended = mock.waitFor(50, TimeUnit.MILLISECONDS);
            String text = Files.readString(said, StandardCharsets.UTF_8);
            Matcher url = URL.matcher(text);
            if (url.find()) {
                return url.group();
            }
            assertThat(ended).as(text).isFalse();
        }
    }

    private static int status(String url, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + path))
                                .header("X-CEKURA-API-KEY", OwnWorldTest.KEY)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
