package dev.reevaluate.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.python.protocol.ChildRequest;
import dev.reevaluate.python.protocol.ExitCodes;
import dev.reevaluate.python.protocol.Frames;
import dev.reevaluate.python.protocol.Reply;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A child bounds itself, whatever its parent does: here the parent does nothing. Each test waits for a child of its own. */
@Execution(ExecutionMode.CONCURRENT)
class PythonChildTests {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Process child;

    @BeforeEach
    void start() throws IOException {
        String jars = Files.readString(TARGET.resolve("reevaluate-python.classpath"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:SharedArchiveFile="
                        + TARGET.resolve("reevaluate-python-%s.jsa".formatted(System.getProperty("java.vm.version"))),
                "-Xlog:disable",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dpolyglot.engine.userResourceCache=" + TARGET.resolve("python-tests"),
                "-cp",
                jars + File.pathSeparator + TARGET.resolve("classes"),
                PythonChild.class.getName(),
                String.valueOf(ProcessHandle.current().pid()));
        builder.environment().clear();
        child = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(receive()).isEqualTo(new Reply.Ready(PythonChild.VERSION));
    }

    @AfterEach
    void stop() {
        child.destroyForcibly();
    }

    @Test
    void itInterruptsALoopAndGivesTheTurnBackAndEndsItselfInWhatNothingInterrupts() throws Exception {
        String source = """
                if data == 0:
                    while True:
                        pass
                if data == 2:
                    3 ** (10 ** 9)
                _result = data""";
        send(new ChildRequest.Run(source, List.of("0", "1", "2", "3"), 3000));

        assertThat(receive()).isEqualTo(new Reply.Started(0));
        assertThat(receive()).isEqualTo(new Reply.Ended(0, null, Reply.Failure.EXPIRED, ""));
        assertThat(receive()).isEqualTo(new Reply.Done());

        send(new ChildRequest.Run(source, List.of("1", "2", "3"), 3000));
        assertThat(receive()).isEqualTo(new Reply.Started(0));
        assertThat(receive())
                .isEqualTo(new Reply.Ended(0, "{\"result\": 1, \"explanation\": [], \"extra\": {}}", null, ""));
        assertThat(receive()).isEqualTo(new Reply.Started(1));
        assertThat(exitCode()).isEqualTo(ExitCodes.EXPIRED);
    }

    @Test
    void theJudgesTimeIsNotCounted() throws Exception {
        send(new ChildRequest.Run(
                "_result = evaluate_llm_judge_metric(data, description='x')['result']", List.of("0"), 3000));
        assertThat(receive()).isEqualTo(new Reply.Started(0));
        assertThat(receive()).isInstanceOf(Reply.JudgeCall.class);

        assertThat(child.waitFor(4, TimeUnit.SECONDS)).isFalse();
        send(new ChildRequest.JudgeAnswer("{\"result\": 5}", null));

        assertThat(receive())
                .isEqualTo(new Reply.Ended(0, "{\"result\": 5, \"explanation\": [], \"extra\": {}}", null, ""));
        assertThat(receive()).isEqualTo(new Reply.Done());
    }

    @Test
    void itEndsWhenTheParentsPipeIsClosedWhateverItIsDoing() throws Exception {
        send(new ChildRequest.Run("3 ** (10 ** 9)", List.of("0"), 600_000));
        assertThat(receive()).isEqualTo(new Reply.Started(0));

        child.getOutputStream().close();

        assertThat(exitCode()).isEqualTo(ExitCodes.ORPHANED);
    }

    @Test
    void itReadsNoFrameBeyondTheLimit() throws Exception {
        DataOutputStream out = new DataOutputStream(child.getOutputStream());
        out.writeInt(Frames.MAX_REQUEST + 1);
        out.flush();

        assertThat(exitCode()).isEqualTo(ExitCodes.ORPHANED);
    }

    private void send(ChildRequest request) throws IOException {
        Frames.write(child.getOutputStream(), request, Frames.MAX_REQUEST);
    }

    private Reply receive() throws IOException {
        return Frames.read(child.getInputStream(), Reply.class, Frames.MAX_REPLY);
    }

    private int exitCode() throws InterruptedException {
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return child.exitValue();
    }
}
