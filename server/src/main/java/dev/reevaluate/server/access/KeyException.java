package dev.reevaluate.server.access;

/** What was asked for a key can't be done: the message says why, and what to do; it never shows a key. */
public final class KeyException extends RuntimeException {

    KeyException(String message) {
        super(message);
    }
}
