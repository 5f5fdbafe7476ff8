package dev.reevaluate.server.judge;

import dev.reevaluate.server.SettingBounds;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the judge, {@code reevaluate.judge.*}.
 *
 * @param baseUrl of an OpenAI-compatible endpoint, without {@code /chat/completions}; without it there is no judge
 * @param model the name by which the endpoint knows the model
 * @param apiKey sent as bearer token; not sent where there is none
 * @param timeout longest wait for one whole answer of the endpoint
 * @param concurrency questions that are with the endpoint at the same time, of this instance
 * @param queueCapacity questions that may wait for a free place; one more is told to come back later
 * @param maxAttempts calls for one answer while the trouble may pass, the first included
 * @param retryDelay wait before the second attempt, doubled before each further one, half of it by chance
 * @param maxRetryAfter longest wait that the endpoint may ask for and get; beyond it the work is given back instead
 * @param pause how long an endpoint that has failed in half of its last calls is left alone
 * @param temperature from 0 to 2, or {@code none} for a model that does not take it
 * @param demo whether the offline demo judge answers, which asks no language model
 */
@ConfigurationProperties("reevaluate.judge")
record JudgeProperties(
        @Nullable String baseUrl,
        @Nullable String model,
        @Nullable String apiKey,
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("64") int concurrency,
        @DefaultValue("1000") int queueCapacity,
        @DefaultValue("3") int maxAttempts,
        @DefaultValue("500ms") Duration retryDelay,
        @DefaultValue("30s") Duration maxRetryAfter,
        @DefaultValue("10s") Duration pause,
        @DefaultValue("0") String temperature,
        @DefaultValue("false") boolean demo) {

    JudgeProperties {
        baseUrl = blankToNull(baseUrl);
        model = blankToNull(model);
        apiKey = blankToNull(apiKey);
        SettingBounds.of("reevaluate.judge")
                .require(
                        baseUrl == null || isUrl(baseUrl),
                        "base-url",
                        "must be like https://host/v1, without user, query or fragment")
                .require(baseUrl == null || model != null, "model", "is needed beside reevaluate.judge.base-url")
                .require(model == null || baseUrl != null, "base-url", "is needed beside reevaluate.judge.model")
                .require(!demo || baseUrl == null, "demo", "can't be true beside reevaluate.judge.base-url")
                .require(
                        apiKey == null || apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f),
                        "api-key",
                        "must be one word of visible ASCII characters")
                .time("timeout", timeout, 1)
                .number("concurrency", concurrency, 1, 10_000)
                .number("queue-capacity", queueCapacity, 0, 1_000_000)
                .number("max-attempts", maxAttempts, 1, 10)
                .time("retry-delay", retryDelay, 1)
                .timeOrNone("max-retry-after", maxRetryAfter, 1)
                .time("pause", pause, 1)
                .require(isTemperature(temperature), "temperature", "must be a number from 0 to 2, or none");
    }

    /** Returns the number, if the model takes one. */
    @Nullable
    BigDecimal temperatureNumber() {
        return temperature.equals("none") ? null : new BigDecimal(temperature);
    }

    /** The key stays out of whatever prints the settings. */
    @Override
    public String toString() {
        return "JudgeProperties[baseUrl=%s, model=%s, apiKey=%s, timeout=%s, concurrency=%s, demo=%s]"
                .formatted(baseUrl, model, apiKey == null ? "none" : "******", timeout, concurrency, demo);
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static boolean isUrl(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            // Not quoted above: people put keys into URLs.
            return false;
        }
    }

    private static boolean isTemperature(String value) {
        try {
            return value.equals("none")
                    || (new BigDecimal(value).signum() >= 0
                            && new BigDecimal(value).compareTo(BigDecimal.valueOf(2)) <= 0);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
