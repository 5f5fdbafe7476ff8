package dev.reevaluate.server.settings;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses a port that another program has before the database is started, and a document loaded. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // once the ports are numbers
final class PortsAtStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String NEXT = "Give it an address of this machine, or leave it out.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        // A command listens nowhere
        if (context instanceof ConfigurableWebServerApplicationContext) {
            check(context.getEnvironment());
        }
    }

    static void check(ConfigurableEnvironment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        int management = environment.getProperty("management.server.port", Integer.class, port);
        if (management == port && port != 0) {
            throw new SetupException(
                    "server.port and management.server.port are both %s.".formatted(port),
                    "Give health and metrics a port of their own, or leave management.server.port out.");
        }
        probe(environment, "server", port, "");
        probe(environment, "management.server", management, ", for health and metrics,");
    }

    // One that is taken in the meantime is refused by the web server itself
    private static void probe(ConfigurableEnvironment environment, String prefix, int port, String purpose) {
        if (port <= 0) {
            return;
        }
        InetAddress address = address(environment, prefix + ".address");
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            refuseForeign(address, prefix);
            throw new SetupException(
                    "The server can't listen on port %s%s of %s: %s."
                            .formatted(port, purpose, address.getHostAddress(), e.getMessage()),
                    "Stop the program that listens there, or choose another port with --%s.port=PORT."
                            .formatted(prefix));
        }
    }

    private static void refuseForeign(InetAddress address, String prefix) {
        try {
            if (address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null) {
                return;
            }
        } catch (SocketException e) {
            return; // told as any other failure
        }
        throw new SetupException(
                "%s.address is none of this machine: %s.".formatted(prefix, address.getHostAddress()), NEXT);
    }

    // Where none is given it may be this machine alone, or all: whoever has either of them has this one
    private static InetAddress address(ConfigurableEnvironment environment, String name) {
        String address = environment.getProperty(name, "");
        try {
            return address.isBlank() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new SetupException("%s names no address: %s.".formatted(name, address), NEXT);
        }
    }
}
