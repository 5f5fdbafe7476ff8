package dev.reevaluate.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Validates requests by the contract, check by check; one check reports all its violations at once. */
public final class RequestValidator {

    /** The largest body that is read where nobody chose another limit, in bytes. */
    public static final int DEFAULT_MAX_BODY_SIZE = 1024 * 1024;

    private final OpenApiContract contract;
    private final long maxBodySize;

    /** Takes the largest body that is read, in bytes. */
    public RequestValidator(OpenApiContract contract, long maxBodySize) {
        this.contract = contract;
        this.maxBodySize = maxBodySize;
    }

    /**
     * Returns the operation that the request calls, once all is checked that can be without its body: it need not have come.
     *
     * @param readOnly whether its key may only read
     * @throws RequestRefusedException when the contract has something against it
     */
    public Operation admit(Request request, boolean readOnly) {
        Operation operation = called(request, readOnly);
        if (operation.takesBody()) {
            type(request, operation);
            if (request.contentLength() > maxBodySize) {
                throw RequestRefusedException.tooLarge(maxBodySize);
            }
        }
        return operation;
    }

    private Operation called(Request request, boolean readOnly) {
        PathItem path = contract.path(request.path()).orElseThrow(RequestRefusedException::noRoute);
        Operation operation = path.operation(request.method())
                .orElseThrow(() -> RequestRefusedException.methodNotAllowed(path, request.method()));
        if (readOnly && operation.writes()) {
            throw RequestRefusedException.forbidden();
        }
        leadsSomewhere(operation, request.path());
        return operation;
    }

    /**
     * Returns what the request asks for.
     *
     * @param readOnly whether its key may only read
     * @throws RequestRefusedException when the contract has something against it
     * @throws IOException when its body can't be read to the end
     */
    public ValidRequest validate(Request request, boolean readOnly) throws IOException {
        Operation operation = called(request, readOnly);
        FieldErrors errors = new FieldErrors();
        JsonNode body = read(request, operation);
        if (operation.takesBody()) {
            Violation.check(body, operation.bodySchema(), operation.bodyFields().names(), errors);
        }
        QueryParameters query = QueryParameters.of(operation.query().isEmpty() ? null : request.query());
        TextParameters.check(operation.query(), query::named, errors);
        TextParameters.check(operation.headers(), request.headers(), errors);
        if (!operation.cookies().isEmpty()) {
            TextParameters.check(operation.cookies(), name -> Cookies.named(name, request.headers()), errors);
        }
        if (!errors.isEmpty()) {
            throw RequestRefusedException.invalid(errors);
        }
        return new ValidRequest(operation, body, plain(operation, request.path()), query.values());
    }

    // A path that holds no id leads nowhere
    private static void leadsSomewhere(Operation operation, String path) {
        if (operation.path().isEmpty()) {
            return;
        }
        Map<String, String> values =
                PathTemplate.values(operation.template(), path).orElseThrow();
        for (Operation.Parameter parameter : operation.path()) {
            FieldErrors errors = new FieldErrors();
            TextValue.check(parameter, List.of(values.getOrDefault(parameter.name(), "")), errors);
            if (!errors.isEmpty()) {
                throw RequestRefusedException.noRoute();
            }
        }
    }

    private static String plain(Operation operation, String path) {
        if (operation.path().isEmpty()) {
            return path;
        }
        Map<String, String> values =
                new HashMap<>(PathTemplate.values(operation.template(), path).orElseThrow());
        operation.path().stream()
                .filter(parameter -> parameter.text().isInteger())
                .forEach(parameter ->
                        values.computeIfPresent(parameter.name(), (name, value) -> new BigInteger(value).toString()));
        return PathTemplate.with(operation.template(), values);
    }

    private static ContentType type(Request request, Operation operation) {
        ContentType type = ContentType.of(request.contentTypes(), operation.mediaTypes());
        List<String> encodings = request.headers().apply("Content-Encoding");
        if (encodings.isEmpty()) {
            return type;
        }
        String codings = encodings.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"))
                .collect(Collectors.joining(", "));
        if (!codings.isEmpty()) {
            throw RequestRefusedException.unsupportedCoding(codings);
        }
        return type;
    }

    /**
     * Returns the body as JSON, whatever its media type and its shape; a missing node where the operation takes none.
     *
     * @throws RequestRefusedException when its media type, its size or its syntax is wrong
     * @throws IOException when it can't be read to the end
     */
    public JsonNode read(Request request, Operation operation) throws IOException {
        if (!operation.takesBody()) {
            return MissingNode.getInstance();
        }
        ContentType type = type(request, operation);
        return RequestBody.read(type, bytes(request), operation);
    }

    // A client that does not say how much it sends is read up to the limit, and not a byte further
    private byte[] bytes(Request request) throws IOException {
        if (request.contentLength() > maxBodySize) {
            throw RequestRefusedException.tooLarge(maxBodySize);
        }
        byte[] body = read(request.body(), request.contentLength(), maxBodySize);
        if (body.length > maxBodySize) {
            throw RequestRefusedException.tooLarge(maxBodySize);
        }
        return body;
    }

    /**
     * Returns the bytes to the end; of more than the limit, one more than it.
     *
     * @param announced how many a client said that it sends, negative where it did not: no more room than that is made for them
     */
    public static byte[] read(InputStream body, long announced, long limit) throws IOException {
        int most = Math.toIntExact(limit) + 1;
        int expected = announced < 0 ? most : (int) Math.min(announced, limit) + 1;
        byte[] start = body.readNBytes(expected);
        return start.length < expected || expected == most
                ? start
                : new SequenceInputStream(new ByteArrayInputStream(start), body).readNBytes(most);
    }
}
