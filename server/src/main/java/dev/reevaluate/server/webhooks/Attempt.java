package dev.reevaluate.server.webhooks;

/**
 * How an attempt to deliver ended.
 *
 * @param accepted whether the receiver has the event: it answered 2xx
 * @param outcome what happened, without anything of the URL, the secret or the answer's body
 */
record Attempt(boolean accepted, String outcome) {

    static Attempt answered(int status) {
        return new Attempt(status >= 200 && status < 300, "answered " + status);
    }

    static Attempt failed(String reason) {
        return new Attempt(false, reason);
    }
}
