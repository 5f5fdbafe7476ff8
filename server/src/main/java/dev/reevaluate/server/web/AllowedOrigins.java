package dev.reevaluate.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets the pages of listed origins call from a browser (CORS). A request of any other origin is answered as one of none: the
 * browser keeps the answer from the page, and other clients may send what they like.
 */
final class AllowedOrigins extends CorsFilter {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final CorsConfiguration rules;

    AllowedOrigins(List<String> origins) {
        this(rules(origins));
    }

    private AllowedOrigins(CorsConfiguration rules) {
        super(request -> rules);
        this.rules = rules;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return rules.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null;
    }

    // A key is a header that a page must know; there are no cookies that a browser would send by itself
    private static CorsConfiguration rules(List<String> origins) {
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOrigins(origins);
        rules.addAllowedMethod(CorsConfiguration.ALL);
        rules.addAllowedHeader(CorsConfiguration.ALL);
        rules.addExposedHeader(CorsConfiguration.ALL);
        rules.setAllowCredentials(false);
        rules.setMaxAge(REMEMBERED);
        return rules;
    }
}
