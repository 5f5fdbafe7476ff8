package dev.reevaluate.server.web;

import dev.reevaluate.server.settings.OpenFiles;
import org.apache.coyote.AbstractProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Lets Tomcat take no more connections than the process has room for, so that others wait for one to close; of the API, and
 * of health and metrics, whose server has this from a list in META-INF.
 */
@Component
class ConnectionLimit implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger log = LoggerFactory.getLogger(ConnectionLimit.class);

    private final OpenFiles files;
    private final boolean management;

    ConnectionLimit(ApplicationContext context) {
        this.files = OpenFiles.of(context.getEnvironment());
        this.management = context.getParent() != null;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                limit(protocol);
            }
        });
    }

    private void limit(AbstractProtocol<?> protocol) {
        long room = management ? files.managementConnections() : files.connections();
        int wanted = protocol.getMaxConnections();
        // Tomcat's -1 is no limit
        if (wanted >= 0 && wanted <= room) {
            return;
        }
        protocol.setMaxConnections((int) Math.min(room, Integer.MAX_VALUE));
        if (!management && wanted >= 0) {
            log.warn(
                    "{} connections at once, not {}: the process may have {} files open. A limit of {} (ulimit -n) is enough for all.",
                    room,
                    wanted,
                    files.limit(),
                    files.forConnections(wanted));
        }
    }
}
