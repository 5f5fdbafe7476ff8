package dev.reevaluate.mock;

/** The document that is to be the mock's world has mistakes; the message has a line for each. */
final class WrongDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongDocumentException(String message) {
        super(message);
    }
}
