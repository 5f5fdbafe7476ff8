package dev.reevaluate.server.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.testing.DocumentationPage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the judge can be told, what it can't, and that its key is shown nowhere. */
class JudgePropertiesTests {

    private static final String URL = "https://models.example/v1";

    @Test
    void theDefaultsSuitAnEndpointOnTheNet() {
        JudgeProperties properties = new Binder().bindOrCreate("reevaluate.judge", JudgeProperties.class);

        assertThat(properties)
                .isEqualTo(new JudgeProperties(
                        null,
                        null,
                        null,
                        Duration.ofSeconds(60),
                        64,
                        1000,
                        3,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        "0",
                        false));
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() throws IOException {
        Map<String, String> documented = DocumentationPage.of("metrics.md").settings("reevaluate.judge.");
        Map<String, String> settings = new HashMap<>();
        for (String name : List.of(
                "timeout",
                "concurrency",
                "queue-capacity",
                "max-attempts",
                "retry-delay",
                "max-retry-after",
                "pause",
                "temperature",
                "demo")) {
            assertThat(documented).containsKey(name);
            settings.put("reevaluate.judge." + name, documented.get(name));
        }

        assertThat(new Binder(new MapConfigurationPropertySource(settings))
                        .bind("reevaluate.judge", JudgeProperties.class)
                        .get())
                .isEqualTo(new Binder().bindOrCreate("reevaluate.judge", JudgeProperties.class));
    }

    @Test
    void theKeyComesFromTheEnvironment() {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of(
                        "REEVALUATE_JUDGE_API_KEY", "from-environment",
                        "REEVALUATE_JUDGE_BASE_URL", URL,
                        "REEVALUATE_JUDGE_MODEL", "m",
                        "REEVALUATE_JUDGE_MAX_RETRY_AFTER", "5s")));

        JudgeProperties properties = new Binder(ConfigurationPropertySources.from(sources))
                .bind("reevaluate.judge", JudgeProperties.class)
                .get();

        assertThat(properties.apiKey()).isEqualTo("from-environment");
        assertThat(properties.baseUrl()).isEqualTo(URL);
        assertThat(properties.maxRetryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theKeyIsNotPrinted() {
        assertThat(Judging.properties(URL).apiKey()).isEqualTo(Judging.KEY);
        assertThat(Judging.properties(URL)).asString().contains("apiKey=******").doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model=               | reevaluate.judge.model is needed
            base-url=            | reevaluate.judge.base-url is needed
            base-url=models/v1   | reevaluate.judge.base-url must be like
            base-url=ftp://x/v1  | reevaluate.judge.base-url must be like
            base-url=http:///v1  | reevaluate.judge.base-url must be like
            base-url=http://a b  | reevaluate.judge.base-url must be like
            base-url=http://u:s3cr3t@x/v1   | reevaluate.judge.base-url must be like
            base-url=http://x/v1?key=s3cr3t | reevaluate.judge.base-url must be like
            demo=true            | reevaluate.judge.demo can't be true
            timeout=0s           | reevaluate.judge.timeout must be
            timeout=2d           | reevaluate.judge.timeout must be
            concurrency=0        | reevaluate.judge.concurrency must be
            queue-capacity=-1    | reevaluate.judge.queue-capacity must be
            max-attempts=0       | reevaluate.judge.max-attempts must be
            max-attempts=11      | reevaluate.judge.max-attempts must be
            retry-delay=0s       | reevaluate.judge.retry-delay must be
            max-retry-after=-1s  | reevaluate.judge.max-retry-after must be
            pause=0s             | reevaluate.judge.pause must be
            temperature=2.1      | reevaluate.judge.temperature must be
            temperature=-1       | reevaluate.judge.temperature must be
            temperature=warm     | reevaluate.judge.temperature must be
            """)
    void aBadSettingIsNamed(String setting, String message) {
        assertThatThrownBy(() -> Judging.properties(URL, setting))
                .isInstanceOf(BindException.class)
                .rootCause()
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t key", "s3cr3t\nX-Other: 1", "s3cr3t\u00e9", "s3cr3t\u007f"})
    void aKeyThatNoHeaderTakesIsRefusedAndNotQuoted(String key) {
        assertThatThrownBy(() -> Judging.properties(URL, "api-key=" + key))
                .rootCause()
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith("reevaluate.judge.api-key must be")
                .hasMessageNotContaining("s3cr3t");
    }
}
