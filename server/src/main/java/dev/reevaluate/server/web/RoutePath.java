package dev.reevaluate.server.web;

import dev.reevaluate.validation.Contract;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.util.ServletRequestPathUtils;

/** The path of a request as Spring's routes see it: decoded, without what a semicolon adds, with every slash. */
final class RoutePath {

    private RoutePath() {}

    static String of(HttpServletRequest request) {
        return ServletRequestPathUtils.parse(request).pathWithinApplication().elements().stream()
                .map(element -> element instanceof PathSegment segment ? segment.valueToMatch() : element.value())
                .collect(Collectors.joining());
    }

    /** Whether the request is below one of the contract's roots, on an existing path or not. */
    static boolean isOf(Contract contract, HttpServletRequest request) {
        String path = of(request);
        return contract.roots().stream().anyMatch(path::startsWith);
    }
}
