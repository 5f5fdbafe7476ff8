package dev.reevaluate.server.judge;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Answers of an OpenAI-compatible endpoint. */
public final class Completions {

    /** What passes a call. */
    public static final String GOOD = """
            {"explanation": ["The agent said hello."], "verdict": true}""";

    private Completions() {}

    static ResponseDefinitionBuilder good() {
        return saying(GOOD);
    }

    /** A completion whose message is the text. */
    static ResponseDefinitionBuilder saying(String content) {
        return WireMock.okJson(body(content));
    }

    /** The body of a completion whose message is the text. */
    public static String body(String content) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "object",
                        "chat.completion",
                        "model",
                        "test-model-2026",
                        "choices",
                        List.of(Map.of(
                                "index",
                                0,
                                "finish_reason",
                                "stop",
                                "message",
                                Map.of("role", "assistant", "content", content))),
                        "usage",
                        Map.of("prompt_tokens", 100, "completion_tokens", 7, "total_tokens", 107)));
    }
}
