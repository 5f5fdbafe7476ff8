package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refuses by name parameters in headers that have a meaning of their own: nobody could send what their schemas say. */
final class HeaderNames {

    private static final Set<String> IGNORED = Set.of("accept", "content-type", "authorization");

    private static final Set<String> NEVER_A_KEY = Set.of("accept", "content-type", "cookie");

    // Clients, proxies and the server write and read them, before anything is checked
    private static final Set<String> OF_HTTP = Set.of(
            "host",
            "connection",
            "content-length",
            "content-encoding",
            "expect",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HeaderNames() {}

    /** Takes the header that carries the key. */
    static void check(OpenApiDocument document, String keyHeader) {
        for (String template : document.templates()) {
            for (String operation : document.operations(template).values()) {
                for (String declared : List.of(operation.substring(0, operation.lastIndexOf('/')), operation)) {
                    for (int i = 0; i < document.at(declared + "/parameters").size(); i++) {
                        String at = document.located(declared + "/parameters/" + i);
                        if (document.at(at).path("in").asString("").equals("header")) {
                            check(at, document.at(at).path("name").asString(""), keyHeader);
                        }
                    }
                }
            }
        }
    }

    /** Refuses a header that could not carry a key. */
    static void checkKey(String at, String name) {
        String header = name.toLowerCase(Locale.ROOT);
        if (OF_HTTP.contains(header) || NEVER_A_KEY.contains(header)) {
            throw new UnsupportedSpecFeatureException(
                    at, "a key in the header \"%s\"".formatted(name), "it says something else already");
        }
    }

    private static void check(String at, String name, String keyHeader) {
        String header = name.toLowerCase(Locale.ROOT);
        if (IGNORED.contains(header)) {
            throw refused(at, name, "OpenAPI ignores it, and the generated code would not");
        }
        if (OF_HTTP.contains(header)) {
            throw refused(at, name, "HTTP has its own rules for it, and answers before the schema is asked");
        }
        if (header.equals("cookie")) {
            throw refused(at, name, "it holds all cookies: declare each one in: cookie");
        }
        if (name.equalsIgnoreCase(keyHeader)) {
            throw refused(at, name, "it carries the key, which securitySchemes describes: leave it out");
        }
    }

    private static UnsupportedSpecFeatureException refused(String at, String name, String why) {
        return new UnsupportedSpecFeatureException(at, "a parameter %s in a header".formatted(name), why);
    }
}
