package dev.reevaluate.server.judge;

/** An answer that is no verdict; the message says why, in words of ours, as the end of "The answer ...". */
final class MisfitException extends RuntimeException {

    MisfitException(String reason) {
        super(reason, null, false, false);
    }
}
