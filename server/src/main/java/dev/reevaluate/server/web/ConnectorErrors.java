package dev.reevaluate.server.web;

import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import jakarta.servlet.RequestDispatcher;
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
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers requests that are so broken that Tomcat itself refuses them as all others are answered, in JSON. */
@Component
class ConnectorErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        // A TRACE is refused as any other method that a path lacks, where its paths are known; it is never echoed
        factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonReport.class.getName());
            }
        });
    }

    /** Made by Tomcat, by its name. */
    public static final class JsonReport extends ErrorReportValve {

        private static final String TOO_LARGE =
                StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            HttpStatus status = tooLarge(request).orElse(HttpStatus.resolve(response.getStatus()));
            if (status == null || !status.isError() || !response.setErrorReported()) {
                return;
            }
            try {
                response.setStatus(status.value());
                response.setContentType("application/json");
                response.setHeader("X-Content-Type-Options", "nosniff");
                response.setHeader("Cache-Control", "no-store");
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
