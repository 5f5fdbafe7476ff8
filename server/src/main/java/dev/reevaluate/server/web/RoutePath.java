package dev.reevaluate.server.web;

import dev.reevaluate.validation.DecodedPath;
import dev.reevaluate.validation.OpenApiContract;
import jakarta.servlet.http.HttpServletRequest;

/** The path of a request as the contract's routes see it. */
final class RoutePath {

    private RoutePath() {}

    static String of(HttpServletRequest request) {
        return DecodedPath.of(
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    /** Returns whether the request is the contract's to answer, on an existing path or not. */
    static boolean isOf(OpenApiContract contract, HttpServletRequest request) {
        return contract.concerns(of(request));
    }
}
