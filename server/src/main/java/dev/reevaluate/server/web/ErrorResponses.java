package dev.reevaluate.server.web;

import dev.reevaluate.openapi.model.Detail;
import dev.reevaluate.server.bulk.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what ended a request early into the contract's answer; the text of an exception never is one. */
@RestControllerAdvice
class ErrorResponses {

    private static final Logger log = LoggerFactory.getLogger(ErrorResponses.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    private final ReadOnlyKeys readOnlyKeys;

    ErrorResponses(ReadOnlyKeys readOnlyKeys) {
        this.readOnlyKeys = readOnlyKeys;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, List<String>>> refused(Refused refused) {
        return badRequest(Wording.refusal(refused.reason()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, List<String>>> invalid(InvalidRequest invalid) {
        return badRequest(invalid.errors());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, List<String>>> missing(MissingServletRequestParameterException missing) {
        return badRequest(FieldErrors.of(missing.getParameterName(), Wording.REQUIRED));
    }

    @ExceptionHandler
    ResponseEntity<?> wrongType(MethodArgumentTypeMismatchException mismatch) {
        // A path that holds no id leads nowhere; a parameter that is no integer is the caller's mistake.
        String name = queryName(mismatch.getParameter());
        return name == null
                ? detail(HttpStatus.NOT_FOUND, Wording.NOT_FOUND)
                : badRequest(FieldErrors.of(name, Wording.NOT_AN_INTEGER));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, List<String>>> outOfLimits(HandlerMethodValidationException violations) {
        FieldErrors errors = new FieldErrors();
        violations.getParameterValidationResults().forEach(result -> {
            MethodParameter parameter = result.getMethodParameter();
            Min minimum = parameter.getParameterAnnotation(Min.class);
            errors.add(
                    Objects.requireNonNullElse(queryName(parameter), FieldErrors.NON_FIELD),
                    minimum == null ? Wording.NOT_AN_INTEGER : Wording.atLeast(minimum.value()));
        });
        return badRequest(errors);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, List<String>>> undecodableQuery(InvalidParameterException undecodable) {
        return badRequest(FieldErrors.of(FieldErrors.NON_FIELD, Wording.BAD_QUERY));
    }

    /** The body can't be read to its end: the caller broke off, or broke the rules of HTTP. Nobody's log needs it. */
    @ExceptionHandler
    ResponseEntity<Map<String, List<String>>> unreadable(IOException unreadable) {
        return badRequest(FieldErrors.of(FieldErrors.NON_FIELD, Wording.MALFORMED));
    }

    @ExceptionHandler
    ResponseEntity<Detail> denied(RequestDenied denied) {
        return detail(denied.status(), denied.detail());
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<Detail> notFound() {
        return detail(HttpStatus.NOT_FOUND, Wording.NOT_FOUND);
    }

    @ExceptionHandler
    ResponseEntity<Detail> wrongMethod(HttpRequestMethodNotSupportedException wrong) {
        HttpHeaders headers = new HttpHeaders();
        headers.setAllow(Objects.requireNonNullElse(wrong.getSupportedHttpMethods(), Set.<HttpMethod>of()));
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .headers(headers)
                .body(new Detail(Wording.methodNotAllowed(wrong.getMethod())));
    }

    @ExceptionHandler
    ResponseEntity<Detail> wrongMediaType(HttpMediaTypeNotSupportedException wrong, HttpServletRequest request) {
        // Spring looks at the media type while it looks for the route; permission comes before it.
        return readOnlyKeys.permits(request)
                ? detail(HttpStatus.UNSUPPORTED_MEDIA_TYPE, Wording.unsupportedMediaType(request.getContentType()))
                : detail(HttpStatus.FORBIDDEN, Wording.FORBIDDEN);
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

    private static ResponseEntity<Map<String, List<String>>> badRequest(FieldErrors errors) {
        return ResponseEntity.badRequest().body(errors.asMap());
    }

    private static ResponseEntity<Detail> detail(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(new Detail(detail));
    }

    private static @Nullable String queryName(MethodParameter parameter) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        return query == null ? null : query.value();
    }
}
