package dev.reevaluate.python;

import dev.reevaluate.python.protocol.ChildRequest.JudgeAnswer;
import dev.reevaluate.python.protocol.Reply.Ended;
import dev.reevaluate.python.protocol.Reply.Failure;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One program in a context of its own, which serves its runs one after the other. */
final class Program implements AutoCloseable {

    private static final int MAX_JUDGE_CALLS = 10;
    private static final int MAX_JUDGE_REQUEST = 1 << 20;
    private static final int MAX_ANSWER = 400_000;
    private static final List<String> DENIALS =
            List.of("SecurityException", "UnsupportedPosixFeatureException", "not allowed");
    private static final JsonMapper JSON = new JsonMapper();

    private final Sandbox sandbox;
    private final Deadline deadline;
    private final JudgeFunction judge;
    private final String source;
    private final int timeoutMillis;
    private final Printed printed = new Printed();

    private @Nullable Interpreter interpreter;
    private int item;
    private int judgeCalls;

    Program(Sandbox sandbox, Deadline deadline, JudgeFunction judge, String source, int timeoutMillis) {
        this.sandbox = sandbox;
        this.deadline = deadline;
        this.judge = judge;
        this.source = source;
        this.timeoutMillis = timeoutMillis;
    }

    /** Runs it on a run's data, which is JSON text; {@code started} hears when its own code begins. */
    Ended run(int position, String data, IntConsumer started) {
        return within(position, started, python -> python.run().execute(data));
    }

    /** Compiles another program, and runs nothing of it. */
    Ended check(int position, String other, IntConsumer started) {
        return within(position, started, python -> python.check().execute(other));
    }

    @Override
    public void close() {
        if (interpreter != null) {
            interpreter.context().close(true);
        }
        interpreter = null;
    }

    private Ended within(int position, IntConsumer started, Function<Interpreter, Value> step) {
        Interpreter python = interpreter == null ? open() : interpreter;
        item = position;
        judgeCalls = 0;
        started.accept(position);
        deadline.start(python.context(), timeoutMillis);
        String answer = null;
        Failure failure = null;
        try {
            Value returned = step.apply(python);
            answer = returned.isNull() ? null : returned.asString();
        } catch (RuntimeException e) {
            failure = failure(e);
        } finally {
            deadline.stop();
        }
        if (deadline.expired()) {
            failure = Failure.EXPIRED;
        } else if (answer != null && answer.length() > MAX_ANSWER) {
            failure = Failure.UNREADABLE;
        }
        if (failure != null) {
            // In whatever state it is now, nobody vouches for it: the next run gets another one.
            close();
        }
        return new Ended(position, failure == null ? answer : null, failure, printed.take());
    }

    private Interpreter open() {
        Context context = sandbox.context(printed);
        Value functions = Sandbox.prelude(context, this::askJudge);
        Value run = functions.getArrayElement(1).execute(source);
        interpreter = new Interpreter(context, functions.getArrayElement(0), run);
        return interpreter;
    }

    private static Failure failure(RuntimeException thrown) {
        if (!(thrown instanceof PolyglotException e)) {
            return Failure.UNREADABLE;
        }
        if (e.isCancelled() || e.isExit()) {
            return e.isExit() ? Failure.EXITED : Failure.EXPIRED;
        }
        if (!e.isInternalError()) {
            return Failure.UNREADABLE;
        }
        // The text of an internal error is Java's, and made without the program.
        String message = String.valueOf(e.getMessage());
        return DENIALS.stream().anyMatch(message::contains) ? Failure.DENIED : Failure.UNSUPPORTED;
    }

    // Called by the program, so whatever it is given may come. It never throws: Java's exceptions are not for programs.
    private Object askJudge(Value... arguments) {
        if (arguments.length != 1 || !arguments[0].isString()) {
            return error("The judge is asked with evaluate_llm_judge_metric(data, api_key, description, ...).");
        }
        String request = arguments[0].asString();
        if (request.length() > MAX_JUDGE_REQUEST) {
            return error("The question to the judge is longer than %s characters.".formatted(MAX_JUDGE_REQUEST));
        }
        if (++judgeCalls > MAX_JUDGE_CALLS) {
            return error("evaluate_llm_judge_metric may be called %s times for a run.".formatted(MAX_JUDGE_CALLS));
        }
        long left = deadline.pause();
        JudgeAnswer answer = judge.ask(item, request);
        deadline.resume(left);
        return answer.answer() == null ? error(String.valueOf(answer.error())) : "{\"answer\":" + answer.answer() + "}";
    }

    private static String error(String message) {
        return JSON.writeValueAsString(Map.of("error", message));
    }

    /**
     * A context with the functions of its prelude.
     *
     * @param check compiles a source
     * @param run runs this program on a run's data
     */
    private record Interpreter(Context context, Value check, Value run) {}
}
