package dev.reevaluate.server.benchmark;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** A server of its own: the built jar in a process, on a free port. */
final class MeasuredServer implements AutoCloseable {

    static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    static final Path JAR = Path.of(System.getProperty("benchmark.jar", "target/reevaluate-server.jar"));
    private static final Pattern LISTENS = Pattern.compile("listens on http://localhost:(\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path output;

    private MeasuredServer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a server on a database of its own, and returns at once. */
    static MeasuredServer launch(String... arguments) throws IOException {
        return launch(builder(arguments));
    }

    /** Starts a server by another command than {@code java -jar} with its jar, and returns at once. */
    static MeasuredServer launchBy(List<String> start, Map<String, String> environment, String... arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(start, arguments));
        builder.environment().putAll(environment);
        return launch(builder);
    }

    /** Starts a server on the database, with this name, and returns at once. */
    static MeasuredServer launchOn(JdbcConnectionDetails database, String name, String... arguments)
            throws IOException {
        ProcessBuilder builder = builder(arguments);
        builder.command().add("--db-scheduler.scheduler-name=" + name);
        builder.environment().put("SPRING_DATASOURCE_URL", database.getJdbcUrl());
        builder.environment().put("SPRING_DATASOURCE_USERNAME", String.valueOf(database.getUsername()));
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", String.valueOf(database.getPassword()));
        return launch(builder);
    }

    /** Waits until it serves. */
    MeasuredServer awaitStart() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .failFast("the server ended; it said why in " + output, () -> !process.isAlive())
                .until(() -> LISTENS.matcher(output()).find());
        return this;
    }

    HttpConnection connect() throws IOException {
        Matcher listens = LISTENS.matcher(output());
        if (!listens.find()) {
            throw new IllegalStateException("not started");
        }
        return new HttpConnection(Integer.parseInt(listens.group(1)));
    }

    /** Megabytes of memory that the system has given to it. */
    long residentMegabytes() throws IOException {
        return number("VmRSS:\\s+(\\d+)", Files.readString(Path.of("/proc/%d/status".formatted(process.pid())))) >> 10;
    }

    /** Megabytes of objects that are left after a full collection. */
    long liveMegabytes() throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(JAVA).resolveSibling("jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return number("Total +\\d+ +(\\d+)", histogram) >> 20;
    }

    /** Ends it in good order. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(output);
    }

    private static ProcessBuilder builder(String... arguments) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(
                    JAR.toAbsolutePath() + " is missing: run the benchmarks with ./mvnw verify -Pbenchmark");
        }
        return new ProcessBuilder(command(List.of(JAVA, "-jar", JAR.toString()), arguments));
    }

    private static List<String> command(List<String> start, String... arguments) {
        List<String> command = new ArrayList<>(start);
        command.add("--server.port=0");
        command.addAll(List.of(arguments));
        return command;
    }

    private static MeasuredServer launch(ProcessBuilder builder) throws IOException {
        Path output = Files.createTempFile("reevaluate-benchmark", ".log");
        return new MeasuredServer(
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    private String output() throws IOException {
        return Files.readString(output);
    }

    private static long number(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
