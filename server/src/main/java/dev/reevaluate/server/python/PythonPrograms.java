package dev.reevaluate.server.python;

import dev.reevaluate.python.protocol.ChildRequest;
import dev.reevaluate.python.protocol.Reply;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import dev.reevaluate.server.evaluation.FairQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Runs Python programs of metrics in child processes; nothing of Python runs in this one. */
@Component
public class PythonPrograms implements AutoCloseable {

    static final int MAX_SOURCE = 200_000;
    private static final String TOO_LONG = "The program is longer than %s characters.".formatted(MAX_SOURCE);

    // Chunks that wait, with their data, for a child; the others wait in the scheduler. An organization has no more of
    // these places than are free
    private static final int MAX_WAITING = 1000;

    private static final int END_SECONDS = 10;

    // In turns by the nanoseconds that organizations have had a child for
    private final FairQueue<Job<?>> waiting;
    private final Timer timer = new Timer();
    private final ThreadPoolExecutor threads;
    private final Duration timeout;
    private final Text text;
    private final Optional<Children> children;

    @Autowired
    PythonPrograms(
            PythonProperties properties,
            @Value("${reevaluate.data-dir:./data}") Path dataDirectory,
            MeterRegistry registry) {
        this(properties, Installation.classPath(properties.jar()), dataDirectory, registry);
    }

    PythonPrograms(
            PythonProperties properties, Optional<String> installed, Path dataDirectory, MeterRegistry registry) {
        Path folder = dataDirectory.resolve("python").toAbsolutePath().normalize();
        timeout = properties.timeout();
        waiting = new FairQueue<>(timeout.toNanos());
        text = new Text(folder);
        children = installed.map(classPath -> new Children(new ChildStarter(classPath, folder), timer));
        // A thread waits for each child that works: its pipes can't be read in any other way.
        threads = new ThreadPoolExecutor(
                properties.workers(),
                properties.workers(),
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "python"));
        threads.allowCoreThreadTimeOut(true);
        Gauge.builder("reevaluate.python.processes", this, PythonPrograms::processes)
                .description("Child processes for Python metrics that are alive")
                .register(registry);
        Gauge.builder("reevaluate.python.waiting", waiting, FairQueue::size)
                .description("Chunks of runs that wait for a child process")
                .register(registry);
        Gauge.builder("reevaluate.python.busy", threads, ThreadPoolExecutor::getActiveCount)
                .description("Child processes that run a chunk")
                .register(registry);
    }

    /**
     * Runs the program over runs of one result. The stage fails with an {@link EvaluationDelayedException} for trouble that
     * passes by itself: every process is busy, or none can be started.
     *
     * @param runs the {@code data} of each, as JSON text
     * @return an outcome for each run, in their order
     */
    public CompletionStage<List<PythonOutcome>> run(PythonProgram program, List<String> runs, JudgeCalls judge) {
        if (children.isEmpty() || program.source().length() > MAX_SOURCE) {
            String reason = children.isEmpty() ? Installation.MISSING : TOO_LONG;
            return CompletableFuture.completedFuture(
                    Collections.nCopies(runs.size(), new PythonOutcome.Failed(reason)));
        }
        Outcomes outcomes = new Outcomes(program, text);
        Chunk<PythonOutcome> chunk = new Chunk<>(
                runs,
                timeout,
                data -> new ChildRequest.Run(program.source(), data, (int) timeout.toMillis()),
                new Chunk.Reading<>() {
                    @Override
                    public PythonOutcome ended(int item, Reply.Ended ended) {
                        return outcomes.of(ended);
                    }

                    @Override
                    public PythonOutcome failed(int item, String explanation) {
                        return new PythonOutcome.Failed(explanation);
                    }
                });
        return submit(program.organizationId(), chunk, children.get(), judge);
    }

    /**
     * Compiles the programs, and runs none of them. The stage fails with an {@link EvaluationDelayedException} where it can't be
     * known now, as no Python is installed or its processes are busy; the message says why.
     *
     * @return what is wrong with those that do not compile
     */
    public CompletionStage<List<SyntaxProblem>> compile(List<PythonProgram> programs) {
        if (children.isEmpty()) {
            return CompletableFuture.failedFuture(new EvaluationDelayedException(Installation.MISSING, null));
        }
        List<PythonProgram> readable = programs.stream()
                .filter(program -> program.source().length() <= MAX_SOURCE)
                .toList();
        List<SyntaxProblem> tooLong = programs.stream()
                .filter(program -> program.source().length() > MAX_SOURCE)
                .map(program -> new SyntaxProblem(program, TOO_LONG))
                .toList();
        Chunk<Optional<SyntaxProblem>> chunk = new Chunk<>(
                readable.stream().map(PythonProgram::source).toList(),
                timeout,
                sources -> new ChildRequest.Compile(sources, (int) timeout.toMillis()),
                new Chunk.Reading<>() {
                    @Override
                    public Optional<SyntaxProblem> ended(int item, Reply.Ended ended) {
                        return Optional.ofNullable(new Outcomes(readable.get(item), text).syntax(ended));
                    }

                    @Override
                    public Optional<SyntaxProblem> failed(int item, String explanation) {
                        return Optional.of(new SyntaxProblem(readable.get(item), explanation));
                    }
                });
        long organization = programs.isEmpty() ? 0 : programs.get(0).organizationId();
        return submit(organization, chunk, children.get(), JudgeCalls.NOT_CONFIGURED)
                .thenApply(
                        found -> Stream.concat(tooLong.stream(), found.stream().flatMap(Optional::stream))
                                .toList());
    }

    /** Ends the children; what they were running is to be tried later. */
    @Override
    public void close() {
        // Those that are running hear of it from their children.
        threads.shutdownNow();
        for (Job<?> job = waiting.poll(); job != null; job = waiting.poll()) {
            job.stop();
        }
        children.ifPresent(Children::close);
        try {
            threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.ifPresent(Children::awaitEnd);
        // Last: a child that was about to be started has an alarm, too
        timer.close();
    }

    private <T> CompletableFuture<List<T>> submit(
            long organization, Chunk<T> chunk, Children children, JudgeCalls judge) {
        Job<T> job = new Job<>(
                organization,
                chunk,
                children,
                (child, first) -> new ChildConversation(child, timer, timeout, judge, first),
                new CompletableFuture<>());
        if (waiting.size(organization) >= MAX_WAITING - waiting.size()) {
            job.stage.completeExceptionally(new EvaluationDelayedException("every Python process is busy", null));
        } else {
            await(job);
        }
        return job.stage;
    }

    // For each job that waits, a thread is asked for; it takes the job whose turn it is by then
    private void await(Job<?> job) {
        waiting.add(job.organization, job);
        try {
            threads.execute(this::runNext);
        } catch (RejectedExecutionException stopping) {
            job.stop();
        } catch (Throwable noThread) {
            // Such as an OutOfMemoryError. The job stays in the queue, and is passed over
            job.stage.completeExceptionally(
                    new EvaluationDelayedException("no thread can be started that waits for Python", null));
        }
    }

    private void runNext() {
        for (Job<?> job = waiting.poll(); job != null; job = waiting.poll()) {
            long organization = job.organization;
            if (job.stage.isDone()) {
                waiting.ended(organization, 0);
            } else {
                if (!job.run(took -> waiting.ended(organization, took))) {
                    await(job);
                }
                return;
            }
        }
    }

    private int processes() {
        return children.map(Children::alive).orElse(0);
    }

    private record Job<T>(
            long organization,
            Chunk<T> chunk,
            Children children,
            Chunk.Opening opening,
            CompletableFuture<List<T>> stage) {

        /** Lets the chunk have its turn, and tells whether it has ended; what the turn took is told before anybody else hears. */
        boolean run(LongConsumer took) {
            try {
                boolean hasEnded;
                try {
                    hasEnded = chunk.run(children, opening);
                } finally {
                    took.accept(chunk.turnNanos());
                }
                if (!hasEnded) {
                    return false;
                }
                stage.complete(chunk.ended());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop();
            } catch (Throwable e) {
                // An Error, too: the runs would wait for ever
                stage.completeExceptionally(e);
            }
            return true;
        }

        void stop() {
            stage.completeExceptionally(new EvaluationDelayedException("the server is stopping", null));
        }
    }
}
