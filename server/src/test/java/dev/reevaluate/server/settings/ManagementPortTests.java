package dev.reevaluate.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

/** Health and metrics never meet the API, nor another server, on a port. */
class ManagementPortTests {

    @ParameterizedTest
    @CsvSource({"'', 9080", "8090, 9090", "0, 0", "65000, 64000"})
    void itIsAThousandAboveTheServers(String server, int management) {
        MockEnvironment environment = new MockEnvironment();
        if (!server.isEmpty()) {
            environment.setProperty("server.port", server);
        }

        new ManagementPort().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("management.server.port", Integer.class))
                .isEqualTo(management);
    }

    @ParameterizedTest
    @CsvSource({"8080, 7000"})
    void anotherOneThatIsChosenStays(String server, String chosen) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("server.port", server)
                .withProperty("management.server.port", chosen);

        new ManagementPort().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("management.server.port")).isEqualTo(chosen);
    }
}
