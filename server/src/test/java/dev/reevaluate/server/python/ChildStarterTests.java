package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A child runs what lies in its folder, so the folder is the server's alone. */
@ExtendWith(OutputCaptureExtension.class)
class ChildStarterTests {

    @TempDir
    private Path data;

    @Test
    void whatAProcessSaysIsLoggedAndNoFileOfItIsLeftWhateverEndsTheServer(CapturedOutput output) {
        Path folder = data.resolve("python");

        ChildStarter.Started started = new ChildStarter("none.jar", folder).start();

        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> started.child().receive()).isInstanceOf(IOException.class);
        started.failed("it ended");
        assertThat(output).contains("did not get ready: it ended. It said: Error:");
    }

    @Test
    void aStartThatFailsLeavesNoFile() {
        Path folder = data.resolve("python");
        ChildStarter tooLong = new ChildStarter("x".repeat(3_000_000), folder);

        assertThatThrownBy(tooLong::start).isInstanceOf(EvaluationDelayedException.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void inAFolderThatAnotherUserMadeNothingIsStarted(CapturedOutput output) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives a folder away");
        Path folder = Files.createDirectory(data.resolve("python"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(folder, "unix:uid", 12345);

        assertThatThrownBy(() -> new ChildStarter("none.jar", folder).start())
                .isInstanceOf(EvaluationDelayedException.class);
        assertThat(folder).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(output).contains(folder + " belongs to the user 12345").doesNotContain("\tat ");
    }
}
