package dev.reevaluate.server.web;

import dev.reevaluate.openapi.model.Detail;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The answer to what went wrong before or after Spring's dispatcher: the status, and as little as can be said. */
@RestController
class ErrorPage implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    @Nullable
    ResponseEntity<?> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // Tomcat calls it an error that a connection is closed before its body's end, and would add this to the
            // answer
            return null;
        }
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND;
        return ResponseEntity.status(status)
                .body(
                        status == HttpStatus.BAD_REQUEST
                                ? FieldErrors.of(FieldErrors.NON_FIELD, ProtocolTexts.MALFORMED)
                                        .asMap()
                                : new Detail(
                                        switch (status) {
                                            case NOT_FOUND -> ProtocolTexts.NOT_FOUND;
                                            case METHOD_NOT_ALLOWED ->
                                                ProtocolTexts.methodNotAllowed(methodOf(request));
                                            case INTERNAL_SERVER_ERROR -> ProtocolTexts.INTERNAL;
                                            default -> status.getReasonPhrase() + ".";
                                        }));
    }

    /** Else Spring would tell a caller how it may ask for this page, which is none to it. */
    @RequestMapping(path = "${server.error.path:/error}", method = RequestMethod.OPTIONS)
    @Nullable
    ResponseEntity<?> options(HttpServletRequest request, HttpServletResponse response) {
        return error(request, response);
    }

    // An error is always dispatched as a GET, and says what it was.
    private static String methodOf(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String method
                ? method
                : request.getMethod();
    }
}
