package dev.reevaluate.server.python;

import dev.reevaluate.server.evaluation.EvalType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Python metrics on real child processes, for tests; the Python library is unpacked once for all of them. */
final class Python implements AutoCloseable {

    static final Path DATA = Path.of("target/python-tests").toAbsolutePath();

    private final PythonPrograms programs;

    Python(int workers, Duration timeout) {
        programs = new PythonPrograms(new PythonProperties(null, workers, timeout), DATA, new SimpleMeterRegistry());
    }

    /** What a program without a declared type makes of one run, whose data is this JSON. */
    PythonOutcome run(String source, String data) {
        return run(source, EvalType.NUMERIC, List.of(data)).get(0);
    }

    List<PythonOutcome> run(String source, EvalType type, List<String> data) {
        return run(program(source, type), data, JudgeCalls.NOT_CONFIGURED);
    }

    List<PythonOutcome> run(PythonProgram program, List<String> data, JudgeCalls judge) {
        return await(programs.run(program, data, judge).toCompletableFuture());
    }

    /** The explanation of the failure that a program ends in. */
    String failure(String source) {
        return failure(run(source, "{}"));
    }

    static String failure(PythonOutcome outcome) {
        return outcome instanceof PythonOutcome.Failed failed ? failed.explanation() : "not failed: " + outcome;
    }

    static String result(PythonOutcome outcome) {
        return outcome instanceof PythonOutcome.Scored scored ? scored.result().toString() : outcome.toString();
    }

    static PythonProgram program(String source, @Nullable EvalType type) {
        return new PythonProgram(1, "A metric", source, type, 1);
    }

    /** Data of that many runs, numbered by {@code data["run_id"]} from 0. */
    static List<String> runs(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj("{\"run_id\": %d}"::formatted)
                .toList();
    }

    PythonPrograms programs() {
        return programs;
    }

    static <T> T await(java.util.concurrent.CompletableFuture<T> stage) {
        return stage.orTimeout(2, TimeUnit.MINUTES).join();
    }

    /** The children that these tests have started and that run now; a server of other tests may have its own. */
    static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .arguments()
                        .map(java.util.Arrays::asList)
                        .filter(arguments -> arguments.contains("dev.reevaluate.python.PythonChild"))
                        .map(arguments -> arguments.stream().anyMatch(one -> one.contains(DATA.toString())))
                        .orElse(false))
                .toList();
    }

    @Override
    public void close() {
        programs.close();
    }
}
