package dev.reevaluate.server.web;

import dev.reevaluate.rules.Paging;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Links to the other pages of a list. Whatever {@code Host} or forwarded header a caller sends, no link repeats it. */
@Component
class PageLinks {

    // A proxy of Spring's: always the request at hand
    private final HttpServletRequest request;
    private final WebProperties properties;

    PageLinks(HttpServletRequest request, WebProperties properties) {
        this.request = request;
        this.properties = properties;
    }

    /** Returns the page that the request asks for, as the contract bounds it. */
    Paging asked(long page, long size) {
        return Paging.of(ContractFilter.valid(request).operation(), page, size);
    }

    /** Returns the same request, for the page. */
    URI to(long page) {
        return base().path(request.getRequestURI())
                .query(Paging.query(request.getQueryString(), page))
                .build(true)
                .toUri();
    }

    private UriComponentsBuilder base() {
        return properties.publicUrl() != null
                ? UriComponentsBuilder.fromUri(properties.publicUrl())
                : UriComponentsBuilder.newInstance()
                        .scheme(request.getScheme())
                        .host(literal(request.getLocalAddr()))
                        .port(request.getLocalPort());
    }

    private static String literal(String address) {
        return address.contains(":") ? "[" + address.replaceFirst("%.*", "") + "]" : address;
    }
}
