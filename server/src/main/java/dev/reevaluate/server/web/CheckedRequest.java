package dev.reevaluate.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A request whose media type was checked: without its parameters, of which Spring refuses some that the contract takes, such
 * as an empty one.
 */
final class CheckedRequest extends HttpServletRequestWrapper {

    CheckedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public @Nullable String getContentType() {
        String type = super.getContentType();
        return type == null ? null : type.split(";", 2)[0].strip();
    }

    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) ? getContentType() : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String type = getContentType();
        return type != null && name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
                ? Collections.enumeration(List.of(type))
                : super.getHeaders(name);
    }
}
