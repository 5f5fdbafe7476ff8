package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A misspelt setting is refused by name, and every setting is known however it is written. */
class KnownSettingsTests {

    @ParameterizedTest
    @CsvSource({
        "reevaluate.worksapce, reevaluate.workspace",
        "REEVALUATE_WORKSAPCE, reevaluate.workspace",
        "reevaluate.web.max-body, reevaluate.web.max-body-size",
        "reevaluate.work.run-per-slice, reevaluate.work.runs-per-slice",
        "REEVALUATE_JUDGE_APIKEYS, reevaluate.judge.api-key",
        "reevaluate.web.allowed-origin[0], reevaluate.web.allowed-origins",
        "Reevaluate.data-dirr, reevaluate.data-dir"
    })
    void aSettingThatThereIsNotIsRefusedWithTheOneThatIsMeant(String name, String meant) {
        assertThatThrownBy(() -> set(name))
                .isInstanceOfSatisfying(
                        SetupException.class,
                        refused -> assertThat(refused.action()).contains("Did you mean " + meant + "?"))
                .hasMessage("There is no setting " + name + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reevaluate.workspace",
                "reevaluate.data-dir",
                "reevaluate.programs-dir",
                "REEVALUATE_DATADIR",
                "REEVALUATE_DATA_DIR",
                "reevaluate.web.maxBodySize",
                "reevaluate.web.max_body_size",
                "REEVALUATE_WEB_ALLOWEDORIGINS_0_",
                "reevaluate.web.allowed-origins[0]",
                "REEVALUATE_JUDGE_API_KEY",
                "server.port",
                "REEVALUATED",
                "REEVALUATE_SERVICE_HOST",
                "REEVALUATE_SERVICE_PORT",
                "REEVALUATE_SERVICE_PORT_HTTP",
                "REEVALUATE_PORT",
                "REEVALUATE_PORT_8080_TCP",
                "REEVALUATE_PORT_8080_TCP_ADDR",
                "REEVALUATE_MOCK_PORT_8090_TCP_PROTO",
                "some.reevaluate.thing"
            })
    void whatThereIsAndWhatIsNotOursIsTaken(String name) {
        assertThatCode(() -> set(name)).doesNotThrowAnyException();
    }

    private static void set(String name) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, "x")));
        new KnownSettings(SettingsMetadata.read().names()).check(environment);
    }
}
