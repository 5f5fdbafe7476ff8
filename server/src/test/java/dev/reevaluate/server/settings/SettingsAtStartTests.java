package dev.reevaluate.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reevaluate.server.ReevaluateServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A setting that can't be is refused in a sentence, with what to do, before the database is started. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsAtStartTests {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --reevaluate.web.max-body-size=abc      | reevaluate.web.max-body-size can't be "abc". | a size, such as 512KB
            --reevaluate.web.body-timeout=soon      | reevaluate.web.body-timeout can't be "soon". | a time with its unit
            --reevaluate.web.max-body-size=-1       | "-1B" lets no body in. | a size, such as 1MB
            --reevaluate.web.public-url=nonsense    | "nonsense" is no address. | https://example.com
            --reevaluate.web.public-url=https://me:secret@host | reevaluate.web.public-url must have no user and password. | Correct reevaluate.web.public-url
            --reevaluate.web.max-body-size=         | reevaluate.web.max-body-size is empty. | a size, such as 512KB or 1MB, or leave it out
            --reevaluate.work.retry-delay=          | reevaluate.work.retry-delay is empty. | leave it out
            --reevaluate.work.window=               | reevaluate.work.window is empty. | a whole number, or leave it out
            --reevaluate.judge.demo                 | reevaluate.judge.demo is empty. | true or false, or leave it out
            --reevaluate.python.workers=-1          | reevaluate.python.workers must be from 0 to 1000. | Correct reevaluate.python.workers
            --reevaluate.work.window=0              | reevaluate.work.window must be from 1 to 1000000. | Correct reevaluate.work.window
            --reevaluate.work.give-up-after=-1h     | reevaluate.work.give-up-after must be a time from 1ms | Correct reevaluate.work.give-up-after
            --reevaluate.work.window=many           | reevaluate.work.window can't be "many". | a whole number
            --reevaluate.judge.model=local          | reevaluate.judge.base-url is needed beside | Correct reevaluate.judge.base-url
            --spring.datasource.hikari.maximum-pool-size=1 | spring.datasource.hikari.maximum-pool-size can't be 1. | from 2 to 10000
            --db-scheduler.threads=0                | db-scheduler.threads can't be 0. | from 1 to 1000
            --db-scheduler.threads=four             | db-scheduler.threads can't be "four". | a whole number
            --server.port=http                      | server.port can't be "http". | a whole number
            --server.port=99999                     | server.port can't be 99999. | from 0 to 65535
            --server.port=-1                        | server.port can't be -1. | from 0 to 65535
            --server.port=                          | server.port is empty. | leave it out
            --server.port                           | server.port is empty. | leave it out
            --management.server.port=               | management.server.port is empty. | leave it out
            --management.server.port=8080           | server.port and management.server.port are both 8080. | of their own
            --server.address=192.0.2.1              | server.address is none of this machine: 192.0.2.1. | an address of this machine
            --server.address=::nowhere              | server.address names no address: ::nowhere. | an address of this machine
            --reevaluate.changes.retention=90       | reevaluate.changes.retention can't be "90": it has no unit. | 500ms, 30s or 24h
            --server.prot=80                        | There is no setting server.prot. | Did you mean server.port?
            --spring.datasource.username=me         | spring.datasource.username is given, but no spring.datasource.url. | Name your database
            --spring.datasource.ulr=jdbc            | There is no setting spring.datasource.ulr. | Did you mean spring.datasource.url?
            """)
    void aValueThatCanNotBeIsRefusedInASentence(
            String option, String description, String action, CapturedOutput output) {
        start(option);

        assertRefused(output, description, action);
    }

    @Test
    void aPortThatIsTakenIsRefused(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start("--server.port=" + taken.getLocalPort());

            assertRefused(output, "can't listen on port " + taken.getLocalPort(), "--server.port=PORT");
        }
    }

    @Test
    void aPortOfHealthAndMetricsThatIsTakenIsRefused(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start("--server.port=0", "--management.server.port=" + taken.getLocalPort());

            assertRefused(output, "for health and metrics", "--management.server.port=PORT");
        }
    }

    @Test
    void aDataDirectoryThatCanNotBeWrittenIsRefused(CapturedOutput output) throws IOException {
        Files.createFile(directory.resolve("file"));

        startOn(directory.resolve("file/data"), "--server.port=0");

        assertRefused(output, "The data directory", "name another with --reevaluate.data-dir=DIR");
    }

    @Test
    void anEmptyDataDirectoryIsNotTheOneThatTheServerIsStartedIn(CapturedOutput output) {
        startOn(Path.of(""), "--server.port=0");

        assertRefused(output, "reevaluate.data-dir is empty.", "leave it out for ./data");
    }

    @Test
    void aDataDirectoryThatTheLocaleCanNotNameIsRefused(CapturedOutput output) {
        refused("--reevaluate.data-dir=gr\0");

        assertRefused(output, "reevaluate.data-dir can't be written in this locale.", "LC_ALL=C.UTF-8");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void programsWhosePathAShellReadsOtherwiseAreRefused(CapturedOutput output) {
        start("--server.port=0", "--reevaluate.programs-dir=" + directory.resolve("a$(touch ran)b"));

        assertRefused(output, "The path of reevaluate.programs-dir holds $,", "--reevaluate.programs-dir=DIR");
    }

    @Test
    void aDirectoryForTemporaryFilesThatThereIsNotIsRefused(CapturedOutput output) {
        refusedWithTemporaryFilesIn(directory.resolve("none"));

        assertRefused(output, "can't be used: there is no such directory.", "-Djava.io.tmpdir=DIR");
    }

    @Test
    void aDirectoryForTemporaryFilesThatIsAFileIsRefused(CapturedOutput output) throws IOException {
        refusedWithTemporaryFilesIn(Files.createFile(directory.resolve("file")));

        assertRefused(
                output, "The directory for temporary files, " + directory.resolve("file"), "-Djava.io.tmpdir=DIR");
    }

    private void refusedWithTemporaryFilesIn(Path temporary) {
        String before = System.setProperty("java.io.tmpdir", temporary.toString());
        try {
            start("--server.port=0", "--management.server.port=0");
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--reevaluate.workspace=", "--reevaluate.workspace"})
    void anOptionThatNamesNoDocumentDoesNotServeTheDemo(String option, CapturedOutput output) {
        start(option);

        assertRefused(output, "The option --reevaluate.workspace names no document.", "leave it out");
    }

    @Test
    void anOptionThatIsGivenTwiceIsRefused(CapturedOutput output) {
        start("--reevaluate.workspace=one.yaml", "--reevaluate.workspace=two.yaml");

        assertRefused(output, "The option --reevaluate.workspace is given twice.", "Give it once");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none.yaml   | There is no file        | Name a document
            .           | is a directory.         | Name a document
            broken.yaml | is refused at agents[0], line 1: project is missing | The command check tells all
            """)
    void aDocumentThatCanNotBeLoadedIsRefused(String file, String description, String action, CapturedOutput output)
            throws IOException {
        Files.writeString(directory.resolve("broken.yaml"), "agents: [{id: 1, name: A}]");

        start("--server.port=0", "--reevaluate.workspace=" + directory.resolve(file));

        assertRefused(output, description, action);
    }

    @Test
    void aFileOfSettingsThatIsNoYamlIsRefusedWithItsPlace(CapturedOutput output) throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), "server:\n\tport: 8080 # hidden\n");

        start("--spring.config.additional-location=" + file);

        assertRefused(output, "is no YAML at line 2, column 1", "Correct the file");
        assertThat(output.getAll()).doesNotContain("hidden");
    }

    @Test
    void settingsOfSpringAreTakenOnTheCommandLine() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(
                        "--logging.level.root=off",
                        "--spring.datasource.hikari.maximum-pool-size=5",
                        "--spring.datasource.hikari.data-source-properties.x=1",
                        "--management.endpoint.health.group.readiness.include=db",
                        "--spring.config.additional-location=x",
                        "--spring.profiles.active=x",
                        "--server.tomcat.keep-alive-timeout=1s",
                        "--server.ssl.key-store=x",
                        "--spring.ssl.bundle.pem.web.keystore.certificate=x",
                        "--logging.structured.format.console=ecs",
                        "--debug"));

        assertThatCode(() -> new KnownSettings(SettingsMetadata.read().names()).check(environment))
                .doesNotThrowAnyException();
    }

    private void start(String... options) {
        startOn(directory.resolve("data"), options);
    }

    private static void startOn(Path data, String... options) {
        refused(Stream.concat(Stream.of("--reevaluate.data-dir=" + data), Stream.of(options))
                .toArray(String[]::new));
    }

    private static void refused(String... options) {
        assertThat(catchThrowable(() -> new SpringApplicationBuilder(ReevaluateServer.class).run(options)))
                .isNotNull();
    }

    private void assertRefused(CapturedOutput output, String description, String action) {
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", description, action)
                .doesNotContain("\tat ");
        assertThat(directory.resolve("data")).as("no database was started").doesNotExist();
    }
}
