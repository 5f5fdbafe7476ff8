package dev.reevaluate.python;

import dev.reevaluate.python.protocol.ChildRequest;
import dev.reevaluate.python.protocol.ExitCodes;
import dev.reevaluate.python.protocol.Frames;
import dev.reevaluate.python.protocol.Reply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The child process: serves one request at a time from its standard input, until the parent closes that, or is gone. */
public final class PythonChild {

    /** The version of this jar: parent and child must have the same. */
    public static final String VERSION = "1";

    private final BlockingQueue<ChildRequest> work = new LinkedBlockingQueue<>();
    private final BlockingQueue<ChildRequest.JudgeAnswer> answers = new LinkedBlockingQueue<>();
    private final OutputStream replies;

    private PythonChild(OutputStream replies) {
        this.replies = replies;
    }

    /** Started by the server, with the parent's process id; of no use by hand. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("The server starts this program by itself. Put its jar beside the server's.");
            System.exit(64);
        }
        OutputStream replies = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        InputStream requests = new BufferedInputStream(System.in);
        // Only frames go to the parent, and it reads no errors once this process is ready.
        System.setIn(InputStream.nullInputStream());
        System.setOut(silent());
        PythonChild child = new PythonChild(replies);
        daemon("parent", () -> awaitEndOf(Long.parseLong(arguments[0])));
        daemon("requests", () -> child.receive(requests));
        daemon("footprint", new Footprint());
        child.serve();
    }

    private void serve() throws InterruptedException {
        Sandbox sandbox = new Sandbox();
        Deadline deadline = new Deadline();
        WarmUp.of(sandbox, deadline, this::ask);
        System.setErr(silent());
        reply(new Reply.Ready(VERSION));
        while (true) {
            serve(work.take(), sandbox, deadline);
            reply(new Reply.Done());
        }
    }

    private void serve(ChildRequest request, Sandbox sandbox, Deadline deadline) {
        if (request instanceof ChildRequest.Run run) {
            try (Program program = new Program(sandbox, deadline, this::ask, run.source(), run.timeoutMillis())) {
                List<String> data = run.data();
                // Others wait for their turn: a slow program is sent again, with the runs that are left
                long end = System.nanoTime()
                        + Duration.ofMillis(run.timeoutMillis()).toNanos();
                for (int i = 0; i < data.size() && (i == 0 || System.nanoTime() < end); i++) {
                    reply(program.run(i, data.get(i), this::started));
                }
            }
        } else if (request instanceof ChildRequest.Compile compile) {
            try (Program program = new Program(sandbox, deadline, this::ask, "", compile.timeoutMillis())) {
                List<String> sources = compile.sources();
                for (int i = 0; i < sources.size(); i++) {
                    reply(program.check(i, sources.get(i), this::started));
                }
            }
        }
    }

    private void started(int item) {
        reply(new Reply.Started(item));
    }

    private ChildRequest.JudgeAnswer ask(int item, String request) {
        reply(new Reply.JudgeCall(item, request));
        try {
            return answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ChildRequest.JudgeAnswer(null, "The call was interrupted.");
        }
    }

    private void reply(Reply reply) {
        try {
            Frames.write(replies, reply, Frames.MAX_REPLY);
        } catch (IOException e) {
            orphaned();
        }
    }

    private void receive(InputStream requests) {
        try {
            while (true) {
                ChildRequest request = Frames.read(requests, ChildRequest.class, Frames.MAX_REQUEST);
                if (request instanceof ChildRequest.JudgeAnswer answer) {
                    answers.add(answer);
                } else {
                    work.add(request);
                }
            }
        } catch (IOException e) {
            orphaned();
        }
    }

    // The closed pipe tells it too, unless some other process has inherited its end.
    private static void awaitEndOf(long parent) {
        ProcessHandle.of(parent).ifPresent(process -> process.onExit().join());
        orphaned();
    }

    private static void orphaned() {
        // No orderly exit: a program may be running, and nothing of this process is worth keeping.
        Runtime.getRuntime().halt(ExitCodes.ORPHANED);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
