package dev.reevaluate.server.web;

import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.stereotype.Component;

/** Answers requests that are so broken that Tomcat itself refuses them as all others are answered, in JSON. */
@Component
class ConnectorErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ObjectProvider<SecurityFilterChain> api;

    ConnectorErrors(@Qualifier("api") ObjectProvider<SecurityFilterChain> api) {
        this.api = api;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        // A TRACE is refused as any other method that a path lacks, where its paths are known; it is never echoed
        factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new JsonReport(api));
                // Else Tomcat would add one of its own
                host.setErrorReportValveClass(JsonReport.class.getName());
            }
        });
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
                tellBrowsers(request, response);
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

        // No filter has seen the request: the one that writes the headers of all other answers writes these, too
        private void tellBrowsers(Request request, Response response) throws IOException, ServletException {
            for (Filter filter : api.getObject().getFilters()) {
                if (filter instanceof HeaderWriterFilter headers) {
                    headers.doFilter(request, response, (sameRequest, sameResponse) -> {});
                }
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
