package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.web.client.RestClient;

/** A server in a process of its own, with its embedded database, to be killed. */
final class ServerProcess {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern LISTENS = Pattern.compile("listens on (http://localhost:\\d+)");

    private final Process process;
    private final Path data;
    private final Path output;

    private ServerProcess(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
    }

    /** Starts one on the data directory and waits until it listens; it says what it says into a file beside. */
    static ServerProcess start(Path data, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReevaluateServer.class.getName(),
                "--server.port=0",
                "--reevaluate.data-dir=" + data));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(data.getParent(), "server", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // No system has it installed
        builder.environment().put("LC_ALL", "xx_YY.UTF-8");
        ServerProcess server = new ServerProcess(builder.start(), data, output);
        await().atMost(PATIENCE)
                .until(() -> !server.process.isAlive()
                        || LISTENS.matcher(server.output()).find());
        assertThat(server.output()).as("what the server said").containsPattern(LISTENS);
        return server;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    RestClient client(String key) throws IOException {
        Matcher listens = LISTENS.matcher(output());
        assertThat(listens.find()).isTrue();
        return RestClient.builder()
                .baseUrl(listens.group(1))
                .defaultHeader("X-CEKURA-API-KEY", key)
                .build();
    }

    /** Kills the server; its database runs on. */
    void kill() throws InterruptedException {
        assertThat(process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** Kills the server, its database and all that this has started, at one moment. */
    void killWithDatabase() throws IOException {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> await().atMost(PATIENCE).until(() -> !one.isAlive()));
    }

    /** Asks the server to end, and waits until it and its database have. */
    void end() throws IOException, InterruptedException {
        ProcessHandle database = database();
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("asked to end, it ends")
                .isTrue();
        await("its database ends with it").atMost(PATIENCE).until(() -> !database.isAlive());
    }

    /** Leaves no process behind, whatever became of the test. */
    void clear() throws IOException {
        killWithDatabase();
        if (Files.exists(postmasterFile())) {
            ProcessHandle.of(databasePid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    ProcessHandle database() throws IOException {
        return ProcessHandle.of(databasePid()).orElseThrow();
    }

    /** Connections of the test's own, none of which stays open. */
    JdbcClient jdbc() throws IOException {
        String port = Files.readAllLines(postmasterFile()).get(3).strip();
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port),
                "postgres",
                Files.readString(data.resolve("password"))));
    }

    private long databasePid() throws IOException {
        return Long.parseLong(Files.readAllLines(postmasterFile()).get(0).strip());
    }

    private Path postmasterFile() {
        return data.resolve("postgresql/postmaster.pid");
    }
}
