package dev.reevaluate.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.SetupException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
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
        "Reevaluate.data-dirr, reevaluate.data-dir",
        "spring.datasource.ulr, spring.datasource.url",
        "SPRING_DATASOURCE_URI, spring.datasource.url",
        "SPRING_DATASOURCE_USER, spring.datasource.username",
        "spring.datasource.hikari.max-pool-size, spring.datasource.hikari.maximum-pool-size"
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
                "server.prot",
                "SPRING_PROFILES_ACTIV",
                "SPRING_DATASOURCE_URL",
                "spring.datasource.hikari.data-source-properties.tcpKeepAlive",
                "SPRING_DATASOURCE_HIKARI_DATASOURCEPROPERTIES_SSLMODE",
                "SPRING_DATASOURCE_SERVICE_HOST",
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

    @ParameterizedTest
    @CsvSource({
        "server.prot, server.port",
        "spring.lifecyle.timeout-per-shutdown-phase, spring.lifecycle.timeout-per-shutdown-phase",
        "management.server.prot, management.server.port",
        "db-scheduler.thread, db-scheduler.threads"
    })
    void aMisspeltNameOfALibraryIsRefusedInAFile(String name, String meant) {
        assertThatThrownBy(() -> setInAFile(name))
                .isInstanceOfSatisfying(
                        SetupException.class,
                        refused -> assertThat(refused.action()).contains("Did you mean " + meant + "?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.port",
                "server.ssl.enabled-protocols[0]",
                "spring.config.activate.on-profile",
                "spring.config.import[0]",
                "logging.level.org.postgresql",
                "management.endpoint.health.group.custom.include",
                "management.metrics.tags.region",
                "info.build.team",
                "host.of.the.database"
            })
    void aFileMayHaveNamesOfItsOwnAndAllThatLibrariesKnow(String name) {
        assertThatCode(() -> setInAFile(name)).doesNotThrowAnyException();
    }

    private static void setInAFile(String name) {
        check(new OriginTrackedMapPropertySource("application.yaml", Map.of(name, "x")));
    }

    private static void set(String name) {
        check(new MapPropertySource("test", Map.of(name, "x")));
    }

    private static void check(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(source);
        new KnownSettings(SettingsMetadata.read().names()).check(environment);
    }
}
