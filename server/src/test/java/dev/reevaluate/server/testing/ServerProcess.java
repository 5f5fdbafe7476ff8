package dev.reevaluate.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.command.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.web.client.RestClient;

/** A server in a process of its own, with its embedded database, to be killed. */
public final class ServerProcess {

    /** How long anything may take that a server does. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern LISTENS = Pattern.compile("listens on (http://localhost:\\d+)");

    private static final Pattern HEALTH = Pattern.compile("health +(http://localhost:\\d+)/actuator/health");

    private final Process process;
    private final Path data;
    private final Path output;

    private ServerProcess(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
    }

    /** Starts one on the data directory and waits until it listens; it says what it says into a file beside. */
    public static ServerProcess start(Path data, String... arguments) throws IOException {
        return start(List.of(), data, arguments);
    }

    /** Starts one that may have so many files open. */
    public static ServerProcess startWithFiles(int limit, Path data, String... arguments) throws IOException {
        return start(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"), data, arguments);
    }

    private static ServerProcess start(List<String> within, Path data, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                // A locale whose digits are others
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
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

    /** All that it has said. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** A caller with the key. */
    public RestClient client(String key) throws IOException {
        return RestClient.builder()
                .baseUrl(address().toString())
                .defaultHeader("X-CEKURA-API-KEY", key)
                .build();
    }

    /** What asks for its health. */
    public RestClient operator() throws IOException {
        return RestClient.create(address(HEALTH));
    }

    /** Where it listens. */
    public URI address() throws IOException {
        return URI.create(address(LISTENS));
    }

    private String address(Pattern announced) throws IOException {
        Matcher address = announced.matcher(output());
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    /** Kills the server; its database runs on. */
    public void kill() throws InterruptedException {
        assertThat(process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** Kills the server, its database and all that this has started, at one moment. */
    public void killWithDatabase() throws IOException {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .collect(Collectors.toCollection(ArrayList::new));
        // None of them is the last to see the others die
        Collections.shuffle(all);
        all.forEach(ProcessHandle::destroyForcibly);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /**
     * Asks the server to end, and waits until it and its database have.
     *
     * @return its exit code
     */
    public int end() throws IOException, InterruptedException {
        ProcessHandle database = database();
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("asked to end, it ends")
                .isTrue();
        await("its database ends with it").atMost(PATIENCE).until(() -> !database.isAlive());
        return process.exitValue();
    }

    /** Leaves no process behind, whatever became of the test. */
    public void clear() throws IOException {
        killWithDatabase();
        if (Files.exists(postmasterFile())) {
            ProcessHandle.of(databasePid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The process of its database. */
    public ProcessHandle database() throws IOException {
        return ProcessHandle.of(databasePid()).orElseThrow();
    }

    /** Connections of the test's own, none of which stays open. */
    public JdbcClient jdbc() throws IOException {
        return JdbcClient.create(dataSource());
    }

    /** Connects to its database anew each time. */
    public DataSource dataSource() throws IOException {
        String port = Files.readAllLines(postmasterFile()).get(3).strip();
        return new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port),
                "postgres",
                Files.readString(data.resolve("password")));
    }

    private long databasePid() throws IOException {
        return Long.parseLong(Files.readAllLines(postmasterFile()).get(0).strip());
    }

    private Path postmasterFile() {
        return data.resolve("postgresql/postmaster.pid");
    }
}
