package dev.reevaluate.wiremock;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;

/** A request whose form WireMock can't parse although the contract has nothing against it: the same fields, written plainly. */
final class RewrittenRequest extends HttpServletRequestWrapper {

    private static final String TYPE = "Content-Type";
    private static final String BOUNDARY = "reevaluate-rewritten";

    private final byte[] body;

    RewrittenRequest(HttpServletRequest request, JsonNode fields) {
        super(request);
        StringBuilder parts = new StringBuilder();
        fields.properties().forEach(field -> {
            JsonNode value = field.getValue();
            (value.isArray() ? List.copyOf(value.values()) : List.of(value))
                    .forEach(element -> parts.append(
                            """
                    --%s\r
                    Content-Disposition: form-data; name="%s"\r
                    \r
                    %s\r
                    """.formatted(BOUNDARY, field.getKey(), element.asString(element.toString()))));
        });
        this.body = (parts + "--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getContentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(TYPE) ? getContentType() : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equalsIgnoreCase(TYPE)
                ? Collections.enumeration(List.of(String.valueOf(getContentType())))
                : super.getHeaders(name);
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BytesInputStream(body);
    }
}
