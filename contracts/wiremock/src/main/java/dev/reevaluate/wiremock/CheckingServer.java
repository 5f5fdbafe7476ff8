package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import com.github.tomakehurst.wiremock.servlet.WireMockHandlerDispatchingServlet;
import dev.reevaluate.validation.DecodedPath;
import dev.reevaluate.validation.RequestValidator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import wiremock.jakarta.servlet.DispatcherType;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.org.eclipse.jetty.server.ConnectionFactory;
import wiremock.org.eclipse.jetty.server.Connector;
import wiremock.org.eclipse.jetty.server.HttpConfiguration;
import wiremock.org.eclipse.jetty.server.Server;
import wiremock.org.eclipse.jetty.servlet.FilterHolder;
import wiremock.org.eclipse.jetty.servlet.ServletContextHandler;
import wiremock.org.eclipse.jetty.servlets.CrossOriginFilter;

/**
 * WireMock's own HTTP server, with the contract's checks in front of the stubs. They come before WireMock itself looks at a
 * request, as it answers 500 to a form that it can't parse; its public filters (StubRequestFilterV2) come after. This is the
 * one class that extends an internal one of WireMock: it needs WireMock 3 with Jetty 11, such as 3.13.2.
 */
public final class CheckingServer implements HttpServerFactory {

    /** Also when a request comes again, with its body. */
    private static final EnumSet<DispatcherType> EACH_TIME = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);

    private final List<String> allowedOrigins;
    private final ContractChecks checks;

    /** Serves the demo, and lets no page of another origin call. */
    public CheckingServer() {
        this(List.of(), ContractChecks.load());
    }

    CheckingServer(List<String> allowedOrigins, ContractChecks checks) {
        this.allowedOrigins = allowedOrigins;
        this.checks = checks;
    }

    @Override
    public String getName() {
        return "reevaluate-checks";
    }

    @Override
    public HttpServer buildHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
        return new Jetty11HttpServer(options, admin, stubs) {
            @Override
            protected void applyAdditionalServerConfiguration(Server jetty, Options unused) {
                jetty.setErrorHandler(new BadMessages());
                tellHeadersApartByCase(jetty);
            }

            @Override
            protected void decorateAdminServiceContextBeforeConfig(ServletContextHandler context) {
                context.addFilter(new FilterHolder(new WholeBodies(any -> Integer.MAX_VALUE)), "/*", EACH_TIME);
                context.addFilter(new FilterHolder(new ReadableRequests()), "/*", EACH_TIME);
            }

            @Override
            protected void decorateMockServiceContextBeforeConfig(ServletContextHandler context) {
                if (!allowedOrigins.isEmpty()) {
                    context.addFilter(allowOrigins(), "/*", EnumSet.of(DispatcherType.REQUEST));
                }
                context.addFilter(new FilterHolder(new WholeBodies(CheckingServer.this::mostKept)), "/*", EACH_TIME);
                context.addFilter(
                        new FilterHolder(new CheckingFilter(
                                checks,
                                new AcceptedRequests(options.getStores().getScenariosStore()),
                                options.notifier())),
                        "/*",
                        EACH_TIME);
                context.addFilter(new FilterHolder(new LateAnswers()), "/*", EACH_TIME);
            }

            @Override
            protected void decorateMockServiceContextAfterConfig(ServletContextHandler context) {
                // Unless its user has chosen another
                if (scheduledExecutorService == null) {
                    scheduledExecutorService = LateAnswers.executor();
                    context.setAttribute(
                            WireMockHandlerDispatchingServlet.ASYNCHRONOUS_RESPONSE_EXECUTOR, scheduledExecutorService);
                }
            }
        };
    }

    // Of a body that is too large for the contract, no more than tells so
    private int mostKept(HttpServletRequest request) {
        return checks.concern(DecodedPath.of(request.getRequestURI()))
                ? RequestValidator.DEFAULT_MAX_BODY_SIZE + 1
                : Integer.MAX_VALUE;
    }

    // Of the headers that it has seen on a connection, Jetty takes those that differ in case alone for the same: a
    // cookie, a language
    private static void tellHeadersApartByCase(Server jetty) {
        for (Connector connector : jetty.getConnectors()) {
            for (ConnectionFactory protocol : connector.getConnectionFactories()) {
                if (protocol instanceof HttpConfiguration.ConnectionFactory http) {
                    http.getHttpConfiguration().setHeaderCacheCaseSensitive(true);
                }
            }
        }
    }

    // As the server's reevaluate.web.allowed-origins
    private FilterHolder allowOrigins() {
        FilterHolder filter = new FilterHolder(new CrossOriginFilter());
        filter.setInitParameters(Map.of(
                CrossOriginFilter.ALLOWED_ORIGINS_PARAM, String.join(",", allowedOrigins),
                CrossOriginFilter.ALLOWED_METHODS_PARAM, "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS",
                CrossOriginFilter.ALLOWED_HEADERS_PARAM, "*",
                CrossOriginFilter.EXPOSED_HEADERS_PARAM, "*",
                CrossOriginFilter.ALLOW_CREDENTIALS_PARAM, "false",
                CrossOriginFilter.PREFLIGHT_MAX_AGE_PARAM, "3600",
                CrossOriginFilter.CHAIN_PREFLIGHT_PARAM, "false"));
        return filter;
    }
}
