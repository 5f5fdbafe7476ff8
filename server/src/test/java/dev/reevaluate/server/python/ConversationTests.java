package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.python.protocol.ChildRequest;
import dev.reevaluate.python.protocol.Frames;
import dev.reevaluate.python.protocol.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The parent bounds a child that does not bound itself, and believes none: here a shell plays the child. */
@DisabledOnOs(OS.WINDOWS)
class ConversationTests {

    @TempDir
    private Path folder;

    private final Timer timer = new Timer();
    private final List<Reply.Ended> ended = new ArrayList<>();

    @AfterEach
    void stop() {
        timer.close();
    }

    @Test
    void aChildThatDoesNotKeepTheTimeIsKilled() throws Exception {
        Process child = child("exec sleep 600", new Reply.Started(0));

        assertThat(end(child)).isEqualTo(ChildConversation.End.EXPIRED);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void whatComesOutOfTurnIsNotTaken() throws Exception {
        Reply.Ended forged = new Reply.Ended(0, "{}", null, "");

        assertThat(end(child("exec sleep 600", forged))).isEqualTo(ChildConversation.End.IDLE_DEATH);
        assertThat(end(child("exec sleep 600", new Reply.Done(), forged))).isEqualTo(ChildConversation.End.DONE);
        assertThat(end(child("exec sleep 600", new Reply.Started(0), new Reply.Started(1))))
                .isEqualTo(ChildConversation.End.DIED);
        assertThat(end(child("exec sleep 600", new Reply.Started(0), new Reply.Ended(7, "{}", null, ""))))
                .isEqualTo(ChildConversation.End.DIED);
        assertThat(ended).isEmpty();
    }

    @Test
    void noiseAndFramesBeyondTheLimitEndTheChild() throws Exception {
        Process noisy = child("printf '\\377\\377\\377\\377noise'; exec sleep 600", new Reply.Started(0));
        assertThat(end(noisy)).isEqualTo(ChildConversation.End.DIED);
        assertThat(noisy.isAlive()).isFalse();

        assertThat(end(child("printf '\\177\\0\\0\\0'; exec sleep 600", new Reply.Started(0))))
                .isEqualTo(ChildConversation.End.DIED);
        assertThat(end(child("printf '\\0\\0\\0\\005{\"a\":'; exec sleep 600", new Reply.Started(0))))
                .isEqualTo(ChildConversation.End.DIED);
    }

    @Test
    void theExitCodeTellsWhatTheChildDiedOf() throws Exception {
        assertThat(end(child("exit 3", new Reply.Started(0)))).isEqualTo(ChildConversation.End.OUT_OF_MEMORY);
        assertThat(end(child("exit 71", new Reply.Started(0)))).isEqualTo(ChildConversation.End.EXPIRED);
        assertThat(end(child("exit 1", new Reply.Started(0)))).isEqualTo(ChildConversation.End.DIED);
        assertThat(end(child("exit 3"))).isEqualTo(ChildConversation.End.IDLE_DEATH);
    }

    private ChildConversation.End end(Process process) throws InterruptedException {
        ChildConversation conversation =
                new ChildConversation(new Child(process), timer, Duration.ofMillis(1), JudgeCalls.NOT_CONFIGURED, 0);
        try {
            return conversation.run(new ChildRequest.Run("", List.of("0"), 1), ended::add);
        } finally {
            process.destroyForcibly();
        }
    }

    // Reads the request's length, says the replies, and then acts.
    private Process child(String act, Reply... replies) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (Reply reply : replies) {
            Frames.write(said, reply, Frames.MAX_REPLY);
        }
        Path file = Files.write(Files.createTempFile(folder, "said", ""), said.toByteArray());
        return new ProcessBuilder("sh", "-c", "head -c 4 >/dev/null; cat " + file + "; " + act).start();
    }
}
