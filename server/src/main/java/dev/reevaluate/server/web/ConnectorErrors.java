package dev.reevaluate.server.web;

import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.Wording;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
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
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonReport.class.getName());
            }
        });
    }

    /** Made by Tomcat, by its name. */
    public static final class JsonReport extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            if (status == null || !status.isError() || !response.setErrorReported()) {
                return;
            }
            try {
                response.setContentType("application/json");
                response.setHeader("X-Content-Type-Options", "nosniff");
                response.setHeader("Cache-Control", "no-store");
                Writer writer = response.getReporter();
                if (writer != null) {
                    writer.write(
                            status == HttpStatus.BAD_REQUEST
                                    ? "{\"%s\":[\"%s\"]}".formatted(FieldErrors.NON_FIELD, Wording.MALFORMED)
                                    : "{\"detail\":\"%s.\"}".formatted(status.getReasonPhrase()));
                    response.finishResponse();
                }
            } catch (IOException clientIsGone) {
                // Nobody is left to be told.
            }
        }
    }
}
