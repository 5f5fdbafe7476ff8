package dev.reevaluate.server.web;

import dev.reevaluate.openapi.model.Detail;
import dev.reevaluate.server.bulk.Refusal;
import dev.reevaluate.server.bulk.Refused;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.RequestRefused;
import dev.reevaluate.validation.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what ended a request early into the contract's answer; the text of an exception never is one. */
@RestControllerAdvice
class ErrorResponses {

    private static final Logger log = LoggerFactory.getLogger(ErrorResponses.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    private static final String RESULTS = "result_ids";
    private static final String METRICS = "metric_ids";

    @ExceptionHandler
    ResponseEntity<Map<String, ?>> refused(RequestRefused refused) {
        HttpHeaders headers = new HttpHeaders();
        refused.headers().forEach(headers::set);
        return ResponseEntity.status(refused.status()).headers(headers).body(refused.body());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, ?>> refused(Refused refused) {
        return refused(
                refused.reason() instanceof Refusal.IdempotencyKeyReused
                        ? RequestRefused.idempotencyKeyReused()
                        : RequestRefused.badRequest(errors(refused.reason())));
    }

    /** The body can't be read to its end: the caller broke off, or broke the rules of HTTP. Nobody's log needs it. */
    @ExceptionHandler
    ResponseEntity<Map<String, ?>> unreadable(IOException unreadable) {
        return refused(RequestRefused.badRequest(FieldErrors.of(FieldErrors.NON_FIELD, Wording.MALFORMED)));
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<Detail> notFound() {
        return detail(HttpStatus.NOT_FOUND, Wording.NOT_FOUND);
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        TransactionSystemException.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<Detail> databaseAway(Exception away) {
        log.warn("The database is away: {}", away.getClass().getSimpleName());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(new Detail(Wording.UNAVAILABLE));
    }

    @ExceptionHandler
    ResponseEntity<Detail> unexpected(Exception unexpected, HttpServletRequest request) {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), unexpected);
        return detail(HttpStatus.INTERNAL_SERVER_ERROR, Wording.INTERNAL);
    }

    private static FieldErrors errors(Refusal refusal) {
        FieldErrors errors = new FieldErrors();
        if (refusal instanceof Refusal.UnknownIds unknown) {
            unknown.results().forEach(id -> errors.add(RESULTS, Wording.unknownId(id)));
            unknown.metrics().forEach(id -> errors.add(METRICS, Wording.unknownId(id)));
        } else if (refusal instanceof Refusal.OutOfScope scope) {
            scope.pairs().forEach(pair -> errors.add(METRICS, Wording.outOfScope(pair.metric(), pair.agent())));
        } else if (refusal instanceof Refusal.NothingEligible) {
            errors.add(RESULTS, Wording.NOTHING_ELIGIBLE);
        } else if (refusal instanceof Refusal.InsufficientBalance balance) {
            errors.add(
                    FieldErrors.NON_FIELD,
                    Wording.insufficientBalance(
                            balance.needed().amount(), balance.available().amount()));
        }
        return errors;
    }

    private static ResponseEntity<Detail> detail(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(new Detail(detail));
    }
}
