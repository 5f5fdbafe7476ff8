package dev.reevaluate.server.judge;

import java.util.Optional;

/**
 * What the endpoint answered, good or refused.
 *
 * @param body empty where it was too large to be read
 */
record ChatReply(int status, Optional<String> body) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
