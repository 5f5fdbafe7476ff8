package dev.reevaluate.contracttests.cases;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Where a credential is sent.
 *
 * @param in a header, the query or a cookie
 * @param name its name there
 * @param prefix what stands before the credential, such as {@code Bearer}
 */
record SecurityScheme(String in, String name, String prefix) {

    private static final String BASIC = "Basic ";

    static boolean isKnown(JsonNode scheme) {
        String type = scheme.path("type").asString("");
        String how = scheme.path("scheme").asString("").toLowerCase(Locale.ROOT);
        return type.equals("apiKey")
                || type.equals("oauth2")
                || type.equals("openIdConnect")
                || (type.equals("http") && (how.equals("bearer") || how.equals("basic")));
    }

    static SecurityScheme of(JsonNode scheme) {
        if (scheme.path("type").asString("").equals("apiKey")) {
            return new SecurityScheme(
                    scheme.path("in").asString(), scheme.path("name").asString(), "");
        }
        return new SecurityScheme(
                "header",
                "Authorization",
                scheme.path("scheme").asString("").equalsIgnoreCase("basic") ? BASIC : "Bearer ");
    }

    /** Returns the request with the credential, and with no other of the scheme. */
    CaseRequest sent(CaseRequest request, String credential) {
        return switch (in) {
            case "query" ->
                without(request).withMoreQuery(BodyFormat.encoded(name) + "=" + BodyFormat.encoded(credential));
            case "cookie" -> {
                Map<String, String> cookies = new LinkedHashMap<>(request.cookies());
                cookies.put(name, credential);
                yield request.withCookies(cookies);
            }
            default -> request.withHeader(name, prefix + encoded(credential));
        };
    }

    CaseRequest without(CaseRequest request) {
        return switch (in) {
            case "query" -> request.withoutQueryParameter(name);
            case "cookie" -> {
                Map<String, String> cookies = new LinkedHashMap<>(request.cookies());
                cookies.remove(name);
                yield request.withCookies(cookies);
            }
            default -> request.withoutHeader(name);
        };
    }

    private String encoded(String credential) {
        return prefix.equals(BASIC)
                ? Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8))
                : credential;
    }
}
