package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Tomcat serves connections within the limits that are documented, whatever its defaults are. */
@ServerTest
class ConnectorLimitsTests {

    private final Connector connector;

    @Autowired
    ConnectorLimitsTests(ServletWebServerApplicationContext context) {
        TomcatWebServer server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
        connector = server.getTomcat().getConnector();
    }

    @Test
    void connectionsAreHeldToTheDocumentedTimesAndSizes() {
        Map<String, String> limits = Stream.of(
                        "connectionTimeout", "keepAliveTimeout", "maxKeepAliveRequests", "maxSwallowSize")
                .collect(Collectors.toMap(name -> name, name -> String.valueOf(connector.getProperty(name))));

        assertThat(limits)
                .isEqualTo(Map.of(
                        "connectionTimeout", "20000",
                        "keepAliveTimeout", "60000",
                        "maxKeepAliveRequests", "10000",
                        "maxSwallowSize", "65536"));
    }
}
