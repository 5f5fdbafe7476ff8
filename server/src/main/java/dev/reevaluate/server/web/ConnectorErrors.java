package dev.reevaluate.server.web;

import dev.reevaluate.validation.DecodedPath;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.stereotype.Component;

/**
 * Answers requests that are so broken that Tomcat itself refuses them as all others are answered, in JSON; of the API, and of
 * health and metrics, whose server has this from a list in META-INF.
 */
@Component
class ConnectorErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ObjectProvider<SecurityFilterChain> api;

    ConnectorErrors(@Qualifier("api") ObjectProvider<SecurityFilterChain> api) {
        this.api = api;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new AnyPath(api));
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new JsonReport(api));
                host.getPipeline().addValve(new BrokenEscapes());
                // Else Tomcat would add one of its own
                host.setErrorReportValveClass(JsonReport.class.getName());
            }
        });
    }

    // No filter has seen the request: the one that writes the headers of all other answers writes these, too
    private static void tellBrowsers(ObjectProvider<SecurityFilterChain> api, Request request, Response response)
            throws IOException, ServletException {
        for (Filter filter : api.getObject().getFilters()) {
            if (filter instanceof HeaderWriterFilter headers) {
                headers.doFilter(request, response, (sameRequest, sameResponse) -> {});
            }
        }
    }

    /** Tomcat answers OPTIONS * before any valve is called, and asks only whoever logs accesses, before it sends the answer. */
    private static final class AnyPath extends ValveBase implements AccessLog {

        private static final String METHODS = "GET, HEAD, POST, OPTIONS";

        private final ObjectProvider<SecurityFilterChain> api;

        private AnyPath(ObjectProvider<SecurityFilterChain> api) {
            super(true);
            this.api = api;
        }

        @Override
        public void log(Request request, Response response, long time) {
            if ("*".equals(request.getRequestURI()) && !response.isCommitted()) {
                response.setHeader(HttpHeaders.ALLOW, METHODS);
                try {
                    tellBrowsers(api, request, response);
                } catch (IOException | ServletException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
        }

        @Override
        public void setRequestAttributesEnabled(boolean enabled) {
            // There are none
        }

        @Override
        public boolean getRequestAttributesEnabled() {
            return false;
        }
    }

    /** Tomcat leaves out what a semicolon adds to a path, which Spring reads, and fails on. */
    private static final class BrokenEscapes extends ValveBase {

        private BrokenEscapes() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            String path = request.getRequestURI();
            if (path != null && !DecodedPath.isDecodable(path)) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            } else {
                getNext().invoke(request, response);
            }
        }
    }

    private static final class JsonReport extends ErrorReportValve {

        private static final String TOO_LARGE =
                StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

        private final ObjectProvider<SecurityFilterChain> api;

        JsonReport(ObjectProvider<SecurityFilterChain> api) {
            this.api = api;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            HttpStatus status = tooLarge(request).orElse(HttpStatus.resolve(response.getStatus()));
            if (status == null || !status.isError() || !response.setErrorReported()) {
                return;
            }
            try {
                response.setStatus(status.value());
                response.setContentType("application/json");
                tellBrowsers(api, request, response);
                Writer writer = response.getReporter();
                if (writer != null) {
                    writer.write(
                            status == HttpStatus.BAD_REQUEST
                                    ? "{\"%s\":[\"%s\"]}".formatted(FieldErrors.NON_FIELD, ProtocolTexts.MALFORMED)
                                    : "{\"detail\":\"%s.\"}".formatted(status.getReasonPhrase()));
                    response.finishResponse();
                }
            } catch (IOException clientIsGone) {
                // Nobody is left to be told.
            } catch (ServletException e) {
                throw new IllegalStateException(e);
            }
        }

        // Tomcat has 400 for what does not fit its buffer, and says why in a text alone
        private static Optional<HttpStatus> tooLarge(Request request) {
            if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IllegalArgumentException reason
                    && TOO_LARGE.equals(reason.getMessage())) {
                boolean inTheFirstLine = request.getCoyoteRequest().requestURI().isNull();
                return Optional.of(
                        inTheFirstLine ? HttpStatus.URI_TOO_LONG : HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);
            }
            return Optional.empty();
        }
    }
}
