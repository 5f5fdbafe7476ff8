package dev.reevaluate.server.python;

/** The judge gave a program no answer; the message is for the program's author. */
public final class JudgeCallException extends RuntimeException {

    /** Takes the message, a sentence. */
    public JudgeCallException(String message) {
        super(message);
    }
}
