package dev.reevaluate.python.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What the child says to the parent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Reply {

    /**
     * The child has started, and waits for work.
     *
     * @param version of the child's jar
     */
    record Ready(String version) implements Reply {}

    /** Nothing is left to prepare: the program's own code runs from now on, and its clock with it. */
    record Started(int item) implements Reply {}

    /**
     * The program has ended for a run.
     *
     * @param item position of the run, or of the source to compile
     * @param answer JSON text as the program made it, so anything: {@code {"result", "explanation", "extra"}}, or {@code {"problem"}} with
     *     {@code "line"} or {@code "variable"}; null where there is none, or nothing is wrong with a source to compile
     * @param failure null where the program ran to an end
     * @param stdout what it printed, cut
     */
    record Ended(
            int item, @Nullable String answer, @Nullable Failure failure, String stdout) implements Reply {}

    /**
     * The program asks the judge; its clock stands until the answer.
     *
     * @param item position of the run
     * @param request JSON text
     */
    record JudgeCall(int item, String request) implements Reply {}

    /** Every run of the chunk has ended; the child waits for work. */
    record Done() implements Reply {}

    /** How a program ends that does not run to an end of its own. */
    enum Failure {
        /** It took too long. */
        EXPIRED("The program took too long."),
        /** It ended its interpreter. */
        EXITED("The program ended itself. Set _result and let it run to its end."),
        /** It wanted what the sandbox does not give. */
        DENIED(
                "A Python metric has no files, network, processes, threads, native code or Java: it computes from `data` alone."),
        /** An error inside the interpreter. */
        UNSUPPORTED("The program does what this Python can't."),
        /** It changed functions of Python that its own result is read with. */
        UNREADABLE("The program changed functions of Python that its own result is read with.");

        private final String message;

        Failure(String message) {
            this.message = message;
        }

        /** Returns a sentence for the program's author. */
        public String message() {
            return message;
        }
    }
}
