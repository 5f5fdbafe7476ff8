package dev.reevaluate.server.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Which judge the server has, by its settings. */
@ExtendWith(OutputCaptureExtension.class)
class JudgeConfigurationTests {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(JudgeProperties.class)
    @Import({JudgeConfiguration.class, Traces.class})
    static class Server {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final ApplicationContextRunner server = new ApplicationContextRunner().withUserConfiguration(Server.class);

    private static JudgeAnswer ask(Judge judge) {
        return judge.ask(Judging.binary()).toCompletableFuture().join();
    }

    @Test
    void withoutSettingsTheFailureNamesThem() {
        server.run(context -> assertThat(ask(context.getBean(Judge.class)))
                .isInstanceOfSatisfying(
                        JudgeAnswer.Failed.class,
                        failed -> assertThat(failed.explanation())
                                .contains("reevaluate.judge.base-url", "reevaluate.judge.model")));
    }

    @Test
    void theDemoJudgeIsOffUnlessItIsAskedFor() {
        server.run(context -> assertThat(context).doesNotHaveBean(DemoEndpoint.class));
        server.withPropertyValues("reevaluate.judge.demo=true")
                .run(context -> assertThat(ask(context.getBean(Judge.class)).extra())
                        .containsEntry("model", "offline-demo-judge"));
    }

    @Test
    void aStoppedServerHasNoJudge() {
        server.withPropertyValues("reevaluate.judge.demo=true").run(context -> {
            Judge judge = context.getBean(Judge.class);
            context.close();

            assertThatThrownBy(() -> ask(judge)).hasCauseInstanceOf(JudgeUnavailableException.class);
        });
    }

    @Test
    void aBadSettingStopsTheStartWithOneSentenceAndWithoutTheKey(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--reevaluate.judge.base-url=http://localhost/v1",
                        "--reevaluate.judge.model=m",
                        "--reevaluate.judge.api-key=s3cr3t key"));

        assertThat(output)
                .contains("reevaluate.judge.api-key must be one word of visible ASCII characters.")
                .contains("Correct reevaluate.judge.api-key and start again.")
                .doesNotContain("s3cr3t")
                .doesNotContain("\tat ");
    }
}
