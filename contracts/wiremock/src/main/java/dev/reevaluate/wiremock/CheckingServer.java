package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.util.EnumSet;
import wiremock.jakarta.servlet.DispatcherType;
import wiremock.org.eclipse.jetty.server.Server;
import wiremock.org.eclipse.jetty.servlet.FilterHolder;
import wiremock.org.eclipse.jetty.servlet.ServletContextHandler;

/**
 * WireMock's own HTTP server, with the contract's checks in front of the stubs. They come before WireMock itself looks at a
 * request, as it answers 500 to a form that it can't parse; its public filters (StubRequestFilterV2) come after. This is the
 * one class that extends an internal one of WireMock: it needs WireMock 3 with Jetty 11, such as 3.13.2.
 */
public final class CheckingServer implements HttpServerFactory, StubLifecycleListener {

    private final AcceptedRequests accepted = new AcceptedRequests();

    @Override
    public String getName() {
        return "reevaluate-checks";
    }

    /** As if nothing had been asked yet. */
    @Override
    public void afterStubsReset() {
        accepted.forget();
    }

    @Override
    public HttpServer buildHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
        return new Jetty11HttpServer(options, admin, stubs) {
            @Override
            protected void applyAdditionalServerConfiguration(Server jetty, Options unused) {
                jetty.setErrorHandler(new BadMessages());
            }

            @Override
            protected void decorateMockServiceContextBeforeConfig(ServletContextHandler context) {
                context.addFilter(
                        new FilterHolder(new CheckingFilter(ContractChecks.load(), accepted)),
                        "/*",
                        EnumSet.of(DispatcherType.REQUEST));
            }
        };
    }
}
