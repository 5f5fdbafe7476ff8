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
                .map(element -> element instanceof PathSegment segment ? matched(segment) : element.value())
                .collect(Collectors.joining());
    }

    /** Whether the request is the contract's to answer, on an existing path or not. */
    static boolean isOf(Contract contract, HttpServletRequest request) {
        return contract.concerns(of(request));
    }

    // To a route, a segment that is a semicolon's alone is one segment more
    private static String matched(PathSegment segment) {
        return segment.valueToMatch().isEmpty() ? segment.value() : segment.valueToMatch();
    }
}
