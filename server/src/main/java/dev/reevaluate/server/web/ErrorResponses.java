package dev.reevaluate.server.web;

import dev.reevaluate.openapi.model.Detail;
import dev.reevaluate.server.FairPlaces;
import dev.reevaluate.server.bulk.BulkRefusedException;
import dev.reevaluate.server.outage.DatabaseUnavailable;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import dev.reevaluate.validation.RequestRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns what ended a request early into the contract's answer; the text of an exception never is one. */
@RestControllerAdvice
class ErrorResponses {

    private static final Logger log = LoggerFactory.getLogger(ErrorResponses.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    private static final RefusalAnswers REFUSALS = new RefusalAnswers();

    private final DatabaseUnavailable away;

    ErrorResponses(DatabaseUnavailable away) {
        this.away = away;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, ?>> refused(RequestRefusedException refused) {
        HttpHeaders headers = new HttpHeaders();
        refused.headers().forEach(headers::set);
        return ResponseEntity.status(refused.status()).headers(headers).body(refused.body());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, ?>> refused(BulkRefusedException refused) {
        return refused(refused.reason().match(REFUSALS));
    }

    /** The body can't be read to its end: the caller broke off, or broke the rules of HTTP. Nobody's log needs it. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Map<String, ?>> unreadable(IOException unreadable, HttpServletResponse response) {
        return response.isCommitted() ? null : malformed();
    }

    @ExceptionHandler
    ResponseEntity<Detail> tooSlow(BodyReader.TooSlowException slow) {
        return detail(HttpStatus.REQUEST_TIMEOUT, ProtocolTexts.TOO_SLOW);
    }

    @ExceptionHandler
    ResponseEntity<Detail> busy(BusyException busy) {
        return unavailable();
    }

    @ExceptionHandler
    ResponseEntity<Detail> occupied(FairPlaces.OccupiedException occupied) {
        away.logOccupied();
        return unavailable();
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<Detail> notFound() {
        return detail(HttpStatus.NOT_FOUND, ProtocolTexts.NOT_FOUND);
    }

    @ExceptionHandler
    ResponseEntity<Detail> methodNotAllowed(HttpRequestMethodNotSupportedException method) {
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .headers(method.getHeaders())
                .body(new Detail(ProtocolTexts.methodNotAllowed(method.getMethod())));
    }

    /** Of health and metrics: Spring reads what a caller accepts, sends and asks for, in whatever form it is. */
    @ExceptionHandler
    ResponseEntity<Detail> mediaType(HttpMediaTypeException refused) {
        HttpStatus status = HttpStatus.valueOf(refused.getStatusCode().value());
        return detail(status, status.getReasonPhrase() + ".");
    }

    /** Of health and metrics, too. */
    @ExceptionHandler({InvalidParameterException.class, HttpMessageNotReadableException.class})
    ResponseEntity<Map<String, ?>> malformed() {
        return refused(
                RequestRefusedException.badRequest(FieldErrors.of(FieldErrors.NON_FIELD, ProtocolTexts.MALFORMED)));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Detail> unexpected(Exception unexpected, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(unexpected)) {
            // Nobody is left to be told
            return null;
        }
        if (DatabaseUnavailable.isCauseOf(unexpected)) {
            away.log(unexpected);
            return unavailable();
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), unexpected);
        return detail(HttpStatus.INTERNAL_SERVER_ERROR, ProtocolTexts.INTERNAL);
    }

    private static ResponseEntity<Detail> unavailable() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(new Detail(ProtocolTexts.UNAVAILABLE));
    }

    private static ResponseEntity<Detail> detail(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(new Detail(detail));
    }
}
