package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** No time, number or size of ours is taken that makes no sense. */
class SettingBoundsTests {

    private static final Set<String> MAY_BE_NONE = Set.of(
            "reevaluate.judge.max-retry-after",
            "reevaluate.judge.queue-capacity",
            "reevaluate.python.workers",
            "reevaluate.work.commit-after");

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(AllProperties.class);

    static Stream<String> senseless() throws IOException {
        return ConfigurationMetadataTests.settings().stream().flatMap(setting -> {
            String name = setting.path("name").asString();
            Stream<String> values = switch (setting.path("type").asString()) {
                case "java.time.Duration" -> Stream.of("-1h", "-1ms", "0s", "36501d", "106751991167d");
                case "java.lang.Integer" -> Stream.of("-1", "0", "2147483647");
                case "org.springframework.util.unit.DataSize" -> Stream.of("-1B", "0B", "1025MB", "8388607TB");
                default -> Stream.of();
            };
            return values.filter(value -> !(value.matches("0\\D?") && MAY_BE_NONE.contains(name)))
                    .map(value -> name + "=" + value);
        });
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void aSenselessValueIsRefusedByTheSettingsName(String setting) {
        application
                .withPropertyValues(setting)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining(setting.split("=", 2)[0]));
    }

    @ParameterizedTest
    @MethodSource("mayBeNone")
    void zeroIsTakenWhereItMeansSomething(String setting) {
        application
                .withPropertyValues(setting + "=0")
                .run(context -> assertThat(context).hasNotFailed());
    }

    static Stream<String> mayBeNone() {
        return MAY_BE_NONE.stream();
    }

    @ConfigurationPropertiesScan("dev.reevaluate.server")
    static class AllProperties {}
}
