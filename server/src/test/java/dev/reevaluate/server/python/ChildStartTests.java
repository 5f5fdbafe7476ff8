package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whoever waits for a process that starts has the first that there is, and hears of its failure where nothing else works. */
@ExtendWith(OutputCaptureExtension.class)
class ChildStartTests {

    private static final String HANGS = "exec sleep 60";
    private static final String ENDS = "exit 1";

    private final ChildStarter starter =
            new ChildStarter(Installation.classPath(null).orElseThrow(), Python.DATA.resolve("python"));
    // What the next starts are to be; a start waits for its own
    private final BlockingQueue<String> next = new LinkedBlockingQueue<>();
    private final AtomicInteger starts = new AtomicInteger();
    private final Timer timer = new Timer();
    private Children children = new Children(this::start, Duration.ofMinutes(1), timer);

    @AfterEach
    void stop() {
        children.close();
        // Starts that wait for what they are to be
        next.add(ENDS);
        next.add(ENDS);
        children.awaitEnd();
        timer.close();
    }

    @Test
    void whoeverWaitsHasAProcessThatIsGivenBackBeforeAnotherIsReady() throws Exception {
        Child one = ready();
        next.add(HANGS);
        next.add(HANGS);
        CompletableFuture<Child> first = taken(false);
        CompletableFuture<Child> second = taken(false);

        children.giveBack(one);

        assertThat(first.get(10, TimeUnit.SECONDS)).isSameAs(one);
        children.giveBack(one);
        // And not whoever asks again at once
        CompletableFuture<Child> third = taken(false);
        assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(one);
        assertThat(third).isNotDone();
        assertThat(starts).hasValue(3);
    }

    @Test
    void aProcessThatIsReadyWhenNobodyWaitsForItIsFree() throws Exception {
        Child one = ready();
        CompletableFuture<Child> first = taken(false);
        children.giveBack(one);
        assertThat(first.get(10, TimeUnit.SECONDS)).isSameAs(one);

        next.add("");

        await().atMost(Duration.ofMinutes(1)).until(() -> children.free() == 1);
        assertThat(children.take(false)).isNotSameAs(one);
        assertThat(starts).hasValue(2);
    }

    @Test
    void aStartThatFailsIsLoggedOnceAndFailsNobodyWhileAProcessWorks(CapturedOutput output) throws Exception {
        Child one = ready();
        one.nextChunk();
        CompletableFuture<Child> any = taken(false);
        next.add(ENDS);
        await().until(() -> failures(output) == 1);
        CompletableFuture<Child> fresh = taken(true);
        next.add(ENDS);
        next.add(ENDS);

        // One that has run something is none for it
        assertThat(fresh)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("no Python process gets ready");
        assertThat(any).isNotDone();
        children.giveBack(one);
        assertThat(any.get(10, TimeUnit.SECONDS)).isSameAs(one);
    }

    @Test
    void whereNoProcessWorksAStartThatFailsFailsTheJobs(CapturedOutput output) throws Exception {
        Child one = ready();
        CompletableFuture<Child> first = taken(false);
        next.add(ENDS);
        await().until(() -> failures(output) == 1);
        assertThat(first).isNotDone();

        // The one that it waited for ends, and another start fails, too
        next.add(ENDS);
        children.discard(one);

        assertThat(first)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("no Python process gets ready");
        assertThat(failures(output)).isEqualTo(2);
    }

    @Test
    void aProcessThatDoesNotGetReadyInTimeIsEnded(CapturedOutput output) {
        children = new Children(this::start, Duration.ofSeconds(1), timer);
        next.add(HANGS);

        assertThatThrownBy(() -> children.take(false)).isInstanceOf(EvaluationDelayedException.class);

        assertThat(output).containsOnlyOnce("it ended, or was ended after 1 s");
        await().atMost(Duration.ofSeconds(10)).until(() -> children.alive() == 0);
    }

    private Child ready() throws InterruptedException {
        next.add("");
        return children.take(false);
    }

    private CompletableFuture<Child> taken(boolean fresh) {
        CompletableFuture<Child> taken = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                taken.complete(children.take(fresh));
            } catch (InterruptedException | RuntimeException e) {
                taken.completeExceptionally(e);
            }
        });
        thread.start();
        await().until(() -> taken.isDone() || thread.getState() == Thread.State.WAITING);
        return taken;
    }

    private ChildStarter.Started start() {
        starts.incrementAndGet();
        try {
            String command = next.take();
            return command.isEmpty()
                    ? starter.start()
                    : new ChildStarter.Started(
                            new Child(new ProcessBuilder("sh", "-c", command).start()), InputStream.nullInputStream());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int failures(CapturedOutput output) {
        return output.toString().split("A Python process did not get ready", -1).length - 1;
    }
}
