package dev.reevaluate.validation;

import java.util.Map;

/** Refuses a request; carries the whole answer. Nothing has been changed. */
public final class RequestRefusedException extends RuntimeException {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int UNPROCESSABLE_CONTENT = 422;

    private final Check check;
    private final int status;
    private final transient Map<String, String> headers;
    private final transient Map<String, ?> body;

    private RequestRefusedException(Check check, int status, Map<String, String> headers, Map<String, ?> body) {
        // An outcome like any other: where it was thrown is of no interest, and costs more than the checks
        super(check + " refused the request with " + status, null, false, false);
        this.check = check;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Returns the refusal of a request without a key. */
    public static RequestRefusedException noKey(String header) {
        return unauthorized(header, ProtocolTexts.NO_KEY);
    }

    /** Returns the refusal of a key that is unknown or revoked. */
    public static RequestRefusedException unknownKey(String header) {
        return unauthorized(header, ProtocolTexts.UNKNOWN_KEY);
    }

    /** Returns the refusal of a key that lacks the permission. */
    public static RequestRefusedException forbidden() {
        return detail(Check.PERMISSION, FORBIDDEN, Map.of(), ProtocolTexts.FORBIDDEN);
    }

    /** Returns the refusal of a request for what does not exist. */
    public static RequestRefusedException notFound(String text) {
        return detail(Check.WORLD, NOT_FOUND, Map.of(), text);
    }

    /** Returns the refusal of a request that an earlier one rules out. */
    public static RequestRefusedException unprocessable(String text) {
        return detail(Check.WORLD, UNPROCESSABLE_CONTENT, Map.of(), text);
    }

    /** Returns the refusal of a request that the data does not allow. */
    public static RequestRefusedException badRequest(FieldErrors errors) {
        return invalid(Check.WORLD, errors);
    }

    static RequestRefusedException noRoute() {
        return detail(Check.ROUTE, NOT_FOUND, Map.of(), ProtocolTexts.NOT_FOUND);
    }

    static RequestRefusedException methodNotAllowed(PathItem path, String method) {
        return detail(
                Check.METHOD,
                METHOD_NOT_ALLOWED,
                Map.of("Allow", String.join(", ", path.methods())),
                ProtocolTexts.methodNotAllowed(method));
    }

    static RequestRefusedException unsupportedMediaType(String contentType) {
        return detail(
                Check.MEDIA_TYPE, UNSUPPORTED_MEDIA_TYPE, Map.of(), ProtocolTexts.unsupportedMediaType(contentType));
    }

    // RFC 9110 has the answer name what is accepted
    static RequestRefusedException unsupportedCoding(String codings) {
        return detail(
                Check.MEDIA_TYPE,
                UNSUPPORTED_MEDIA_TYPE,
                Map.of("Accept-Encoding", "identity"),
                ProtocolTexts.unsupportedCoding(codings));
    }

    static RequestRefusedException tooLarge(long limit) {
        return detail(Check.SIZE, CONTENT_TOO_LARGE, Map.of(), ProtocolTexts.tooLarge(limit));
    }

    static RequestRefusedException unreadable(String text) {
        return invalid(Check.SYNTAX, FieldErrors.of(FieldErrors.NON_FIELD, text));
    }

    static RequestRefusedException invalid(FieldErrors errors) {
        return invalid(Check.SHAPE, errors);
    }

    /** Returns the check that failed. */
    public Check check() {
        return check;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the headers beside the Content-Type, which is always {@code application/json}. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the body that the contract declares for the status: lists of texts by field, or one detail. */
    public Map<String, ?> body() {
        return body;
    }

    private static RequestRefusedException unauthorized(String header, String text) {
        return detail(Check.KEY, UNAUTHORIZED, Map.of("WWW-Authenticate", "ApiKey header=\"" + header + "\""), text);
    }

    private static RequestRefusedException detail(Check check, int status, Map<String, String> headers, String text) {
        return new RequestRefusedException(check, status, headers, Map.of("detail", text));
    }

    private static RequestRefusedException invalid(Check check, FieldErrors errors) {
        return new RequestRefusedException(check, BAD_REQUEST, Map.of(), errors.asMap());
    }
}
