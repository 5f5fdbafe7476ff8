package dev.reevaluate.wiremock;

import dev.reevaluate.validation.RequestValidator;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.ReadListener;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;

/** A request as WireMock can take it: its body is read more than once, its path and query are decodable. */
final class ReplayedRequest extends HttpServletRequestWrapper {

    private final byte[] body;
    private final String path;

    /** Reads the body; of one that is too large, no more than tells so is kept. */
    ReplayedRequest(HttpServletRequest request, String path) throws IOException {
        super(request);
        this.body = request.getInputStream().readNBytes(RequestValidator.DEFAULT_MAX_BODY_SIZE + 1);
        request.getInputStream().transferTo(OutputStream.nullOutputStream());
        this.path = path;
    }

    byte[] body() {
        return body;
    }

    /** The method as it was sent. */
    String sentMethod() {
        return super.getMethod();
    }

    /** The query as it was sent. */
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
        String query = super.getQueryString();
        return query == null || RequestPath.isDecodable(query) ? query : null;
    }

    /** A HEAD is a GET whose answer loses its body on the way. */
    @Override
    public String getMethod() {
        return super.getMethod().equals("HEAD") ? "GET" : super.getMethod();
    }

    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return bytes.read(buffer, offset, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("WireMock reads while it waits");
            }
        };
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
