package dev.reevaluate.mock;

/** The command line asks for what can't be done; the message says what is wrong with it. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
