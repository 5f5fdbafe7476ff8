package dev.reevaluate.contracttests.cases;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request as it is sent.
 *
 * @param query encoded, empty where there is none
 * @param headers their values, a header each
 */
@SuppressWarnings("ArrayRecordComponent") // requests are not compared
public record CaseRequest(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    private static final String COOKIE = "Cookie";

    CaseRequest withMethod(String other) {
        return new CaseRequest(other, path, query, headers, body);
    }

    CaseRequest withPath(String other) {
        return new CaseRequest(method, other, query, headers, body);
    }

    CaseRequest withQuery(String other) {
        return new CaseRequest(method, path, other, headers, body);
    }

    CaseRequest withMoreQuery(String more) {
        return withQuery(query.isEmpty() ? more : query + "&" + more);
    }

    CaseRequest withoutQueryParameter(String name) {
        return withQuery(Arrays.stream(query.split("&", -1))
                .filter(parameter -> !isNamed(parameter, name))
                .collect(Collectors.joining("&")));
    }

    /** Returns the parameter with its value, encoded. */
    Optional<String> queryParameter(String name) {
        return Arrays.stream(query.split("&", -1))
                .filter(parameter -> isNamed(parameter, name))
                .findFirst();
    }

    private static boolean isNamed(String parameter, String name) {
        return parameter.startsWith(BodyFormat.encoded(name) + "=");
    }

    /** With a body of this type, whatever it says. */
    public CaseRequest withBody(String contentType, byte[] bytes) {
        return new CaseRequest(method, path, query, headers, bytes).withHeader("Content-Type", contentType);
    }

    CaseRequest withoutBody() {
        return new CaseRequest(method, path, query, headers, new byte[0]).withoutHeader("Content-Type");
    }

    /** With the header once for each value. */
    public CaseRequest withHeader(String name, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.put(name, List.of(values));
        return new CaseRequest(method, path, query, more, body);
    }

    CaseRequest withoutHeader(String name) {
        Map<String, List<String>> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new CaseRequest(method, path, query, fewer, body);
    }

    /** Returns the cookies by their names. */
    Map<String, String> cookies() {
        Map<String, String> cookies = new LinkedHashMap<>();
        headers.getOrDefault(COOKIE, List.of()).forEach(header -> {
            for (String cookie : header.split("; ", -1)) {
                String[] nameAndValue = cookie.split("=", 2);
                cookies.put(nameAndValue[0], nameAndValue[1]);
            }
        });
        return cookies;
    }

    CaseRequest withCookies(Map<String, String> cookies) {
        return cookies.isEmpty()
                ? withoutHeader(COOKIE)
                : withHeader(
                        COOKIE,
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
    }
}
