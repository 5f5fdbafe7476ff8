package dev.reevaluate.server.judge;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what a refusal of the endpoint means to whoever wrote the metric or runs the server. */
final class Refusals {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_QUOTE = 300;

    private Refusals() {}

    static String explain(ChatReply reply) {
        int status = reply.status();
        if (status >= 300 && status < 400) {
            return "The judge's endpoint sends elsewhere (status %s), and the key is not sent after it: the operator sets reevaluate.judge.base-url to where it leads."
                    .formatted(status);
        }
        return switch (status) {
            case 401, 403 ->
                "The judge's endpoint refuses the key (status %s): the operator sets reevaluate.judge.api-key."
                        .formatted(status);
            case 404, 405 ->
                "The judge's endpoint does not know the address or the model (status %s): the operator corrects reevaluate.judge.base-url or reevaluate.judge.model."
                        .formatted(status);
            case 413 ->
                "The judge's endpoint finds the question too large: shorten the metric's text, or judge shorter calls.";
            default ->
                "The judge's endpoint refuses the question (status %s)%s. Change the metric's text, or have the operator change the settings reevaluate.judge.*."
                        .formatted(status, quote(reply));
        };
    }

    // The endpoint's own words are the only hint at, say, a context that is too long. They go to the score alone.
    private static String quote(ChatReply reply) {
        String message = Texts.cut(Texts.printable(message(reply)).strip(), MAX_QUOTE);
        return message.isEmpty() ? "" : ": \"" + message + "\"";
    }

    private static String message(ChatReply reply) {
        try {
            JsonNode root = JSON.readTree(reply.body().orElse("null"));
            JsonNode error = root.path("error");
            return error.isString()
                    ? error.stringValue()
                    : error.path("message").asString(root.path("message").asString(""));
        } catch (JacksonException e) {
            return "";
        }
    }
}
