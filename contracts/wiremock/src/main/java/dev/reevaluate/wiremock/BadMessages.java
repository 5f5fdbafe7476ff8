package dev.reevaluate.wiremock;

import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import wiremock.org.eclipse.jetty.http.HttpFields;
import wiremock.org.eclipse.jetty.http.HttpHeader;
import wiremock.org.eclipse.jetty.http.HttpStatus;
import wiremock.org.eclipse.jetty.server.handler.ErrorHandler;

/** Answers what is so broken that Jetty itself refuses it in JSON, as the server does. */
final class BadMessages extends ErrorHandler {

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        fields.put(HttpHeader.CONTENT_TYPE, "application/json");
        String body = status == HttpStatus.BAD_REQUEST_400
                ? "{\"%s\":[\"%s\"]}".formatted(FieldErrors.NON_FIELD, ProtocolTexts.MALFORMED)
                : "{\"detail\":\"%s.\"}".formatted(HttpStatus.getMessage(status));
        return ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
    }
}
