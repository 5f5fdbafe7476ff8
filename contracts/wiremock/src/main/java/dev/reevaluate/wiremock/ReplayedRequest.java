package dev.reevaluate.wiremock;

import dev.reevaluate.validation.DecodedPath;
import dev.reevaluate.validation.RequestValidator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;

/** A request as WireMock can take it: its body is read more than once, its path and query are decodable. */
final class ReplayedRequest extends HttpServletRequestWrapper {

    private static final String TYPE = "Content-Type";
    private static final String CODING = "Content-Encoding";

    private final byte[] body;
    private final boolean multipart;
    // WireMock asks for all headers three times
    private final @Nullable String type;
    private final List<String> headerNames;
    private String path;
    private UnaryOperator<String> query = UnaryOperator.identity();

    /** Reads the body; of one that is too large, no more than tells so is kept. */
    ReplayedRequest(HttpServletRequest request, String path) throws IOException {
        super(request);
        this.body = RequestValidator.read(
                request.getInputStream(), request.getContentLengthLong(), RequestValidator.DEFAULT_MAX_BODY_SIZE);
        if (body.length > RequestValidator.DEFAULT_MAX_BODY_SIZE) {
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        this.path = path;
        String sentType = request.getContentType();
        this.multipart =
                sentType != null && sentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
        this.type = sentType == null || multipart ? sentType : sentType.split(";", 2)[0].strip();
        this.headerNames = Collections.list(request.getHeaderNames()).stream()
                .filter(name -> !name.equalsIgnoreCase(CODING))
                .toList();
    }

    byte[] body() {
        return body;
    }

    /** Returns the values of the header as they were sent. */
    List<String> sent(String header) {
        return Collections.list(super.getHeaders(header));
    }

    /** Lets WireMock see a path and a query as their stubs write them, with integers without leading zeros. */
    void write(String plainPath, UnaryOperator<String> plainQuery) {
        path = plainPath;
        query = plainQuery;
    }

    // WireMock would decode the body, whatever it is; one that is coded was refused, or is of no interest
    @Override
    public @Nullable String getHeader(String name) {
        if (name.equalsIgnoreCase(TYPE)) {
            return getContentType();
        }
        return name.equalsIgnoreCase(CODING) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (type != null && name.equalsIgnoreCase(TYPE)) {
            return Collections.enumeration(List.of(type));
        }
        return name.equalsIgnoreCase(CODING) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    /** Without parameters, as WireMock can't read each; but for the boundary of a form. */
    @Override
    public @Nullable String getContentType() {
        return type;
    }

    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }

    boolean isMultipart() {
        return multipart;
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headerNames);
    }

    /** Returns the method as it was sent. */
    String sentMethod() {
        return super.getMethod();
    }

    /** Returns the query as it was sent. */
    @Nullable
    String sentQuery() {
        return super.getQueryString();
    }

    /** However its letters were escaped. */
    @Override
    public String getRequestURI() {
        return path;
    }

    /** None where it is broken, and the operation that takes none was asked for. */
    @Override
    public @Nullable String getQueryString() {
        String sent = super.getQueryString();
        return sent == null || !DecodedPath.isDecodable(sent) ? null : query.apply(sent);
    }

    /** A HEAD is a GET whose answer loses its body on the way. */
    @Override
    public String getMethod() {
        return super.getMethod().equals("HEAD") ? "GET" : super.getMethod();
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BytesInputStream(body);
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
