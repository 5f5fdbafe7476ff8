package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reevaluate.server.evaluation.EvalType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children start faster with an archive of loaded classes, and start as well without it. */
class ArchiveTests {

    private static final String CLASS_PATH = Installation.classPath(null).orElseThrow();
    private static final Optional<Path> ARCHIVE = Installation.archive(CLASS_PATH);

    @TempDir
    private Path folder;

    @Test
    void theArchiveOfTheBuildFits() throws Exception {
        assumeThat(ARCHIVE).isPresent();
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:on",
                        "-XX:SharedArchiveFile=" + ARCHIVE.orElseThrow(),
                        "-cp",
                        CLASS_PATH,
                        "-version")
                .inheritIO()
                .start();

        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(java.exitValue()).isZero();
    }

    @Test
    void anArchiveThatIsCutOffIsLeftAlone() throws IOException {
        assumeThat(ARCHIVE).isPresent();
        Path classes = Path.of(CLASS_PATH.substring(CLASS_PATH.lastIndexOf(File.pathSeparator) + 1));
        Path linked = Files.createSymbolicLink(folder.resolve("classes"), classes);
        String classPath = CLASS_PATH.replace(classes.toString(), linked.toString());
        try (InputStream whole = Files.newInputStream(ARCHIVE.orElseThrow())) {
            Files.write(folder.resolve(ARCHIVE.orElseThrow().getFileName()), whole.readNBytes(10_000_000));
        }

        try (PythonPrograms programs = new PythonPrograms(
                new PythonProperties(null, 1, Duration.ofSeconds(3)),
                Optional.of(classPath),
                Python.DATA,
                new SimpleMeterRegistry())) {
            PythonProgram program = Python.program("_result = 1", EvalType.NUMERIC);

            assertThat(Python.await(programs.run(program, List.of("{}"), JudgeCalls.NOT_CONFIGURED)
                            .toCompletableFuture()))
                    .extracting(Python::result)
                    .containsExactly("1");
        }
    }
}
