package dev.reevaluate.server.settings;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Puts health and metrics a thousand ports above the API, where nobody chose another port: two servers on one machine meet on
 * neither. A free port for the API is one for them, too.
 */
class ManagementPort implements EnvironmentPostProcessor {

    private static final String NAME = "management.server.port";
    private static final int DISTANCE = 1000;
    private static final int LARGEST = 65535;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.containsProperty(NAME)) {
            String port = environment.getProperty("server.port", "8080");
            // Any other is refused by SettingsAtStart
            if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= LARGEST) {
                environment
                        .getPropertySources()
                        .addLast(new MapPropertySource("managementPort", Map.of(NAME, above(Integer.parseInt(port)))));
            }
        }
    }

    private static int above(int port) {
        if (port <= 0) {
            return port;
        }
        return port + DISTANCE <= LARGEST ? port + DISTANCE : port - DISTANCE;
    }
}
