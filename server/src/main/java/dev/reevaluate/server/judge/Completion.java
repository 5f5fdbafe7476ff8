package dev.reevaluate.server.judge;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The model's message out of a reply.
 *
 * @param model as the endpoint names it, or null
 * @param promptTokens tokens in, or null where the endpoint doesn't tell
 * @param completionTokens tokens out, or null where the endpoint doesn't tell
 */
record Completion(
        JsonNode choice,
        @Nullable String model,
        @Nullable Long promptTokens,
        @Nullable Long completionTokens) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_MODEL = 200;

    /**
     * Reads the envelope, and not yet what the model wrote. The body decides, whatever its declared type.
     *
     * @throws MisfitException when it is no chat completion
     */
    static Completion read(ChatReply reply) {
        JsonNode root = tree(reply.body().orElseThrow(() -> new MisfitException("is larger than 1 MB")));
        if (!root.isObject() || !root.path("choices").isArray()) {
            throw new MisfitException(
                    "is no chat completion; reevaluate.judge.base-url may lack its last part, which often is /v1");
        }
        JsonNode model = root.path("model");
        JsonNode usage = root.path("usage");
        return new Completion(
                root.path("choices").path(0),
                model.isString() ? Texts.cut(Texts.printable(model.stringValue()), MAX_MODEL) : null,
                count(usage.path("prompt_tokens")),
                count(usage.path("completion_tokens")));
    }

    /**
     * Returns what the model wrote.
     *
     * @throws MisfitException when it wrote nothing, was cut off, or refused
     */
    String content() {
        if (choice.isMissingNode()) {
            throw new MisfitException("has no choices");
        }
        JsonNode message = choice.path("message");
        String finish = choice.path("finish_reason").asString("");
        if (message.path("refusal").isString()
                && !message.path("refusal").stringValue().isBlank()) {
            throw new MisfitException("is a refusal of the model");
        } else if (finish.equals("content_filter")) {
            throw new MisfitException("was held back by the endpoint's content filter");
        } else if (finish.equals("length")) {
            throw new MisfitException("was cut off at the model's limit of tokens");
        } else if (!message.path("content").isString()) {
            throw new MisfitException("has no text");
        }
        return message.path("content").stringValue();
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new MisfitException(
                    "is not JSON; reevaluate.judge.base-url may lead to a web page instead of an endpoint");
        }
    }

    private static @Nullable Long count(JsonNode node) {
        return node.canConvertToLong() && node.isIntegralNumber() && node.longValue() >= 0 ? node.longValue() : null;
    }
}
