package dev.reevaluate.server.web;

import dev.reevaluate.server.workspace.DemoWorkspace;
import java.net.InetAddress;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.stereotype.Component;

/** Lets this machine alone reach the demo, whose keys everybody knows, where nobody has said otherwise. */
@Component
class DemoAddress implements WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

    private final ServerProperties server;
    private final DemoWorkspace demo;

    DemoAddress(ServerProperties server, DemoWorkspace demo) {
        this.server = server;
        this.demo = demo;
    }

    @Override
    public void customize(ConfigurableServletWebServerFactory factory) {
        if (isLoopbackOnly()) {
            factory.setAddress(InetAddress.getLoopbackAddress());
        }
    }

    /** Returns whether the demo is served, and so this machine alone. */
    boolean isLoopbackOnly() {
        return server.getAddress() == null && demo.isLoaded();
    }
}
