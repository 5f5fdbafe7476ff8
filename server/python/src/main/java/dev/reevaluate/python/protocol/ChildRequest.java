package dev.reevaluate.python.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parent asks of the child. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface ChildRequest {

    /**
     * Runs one program over a chunk of runs, in one context of its own.
     *
     * @param source the program
     * @param data of each run, as JSON text
     * @param timeoutMillis how long the program may take for a run, the answers of the judge not counted
     */
    record Run(String source, List<String> data, int timeoutMillis) implements ChildRequest {}

    /**
     * Compiles programs and runs none.
     *
     * @param timeoutMillis how long one may take
     */
    record Compile(List<String> sources, int timeoutMillis) implements ChildRequest {}

    /**
     * Answers a {@link Reply.JudgeCall}.
     *
     * @param answer JSON text, null where the call failed
     * @param error for the program's author, null where there is an answer
     */
    record JudgeAnswer(@Nullable String answer, @Nullable String error) implements ChildRequest {}
}
