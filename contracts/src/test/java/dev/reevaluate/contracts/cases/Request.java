package dev.reevaluate.contracts.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as it is sent.
 *
 * @param query encoded, empty where there is none
 * @param headers their values, a header each
 */
@SuppressWarnings("ArrayRecordComponent") // requests are not compared
record Request(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    Request withMethod(String other) {
        return new Request(other, path, query, headers, body);
    }

    Request withPath(String other) {
        return new Request(method, other, query, headers, body);
    }

    Request withQuery(String other) {
        return new Request(method, path, other, headers, body);
    }

    Request withMoreQuery(String more) {
        return withQuery(query.isEmpty() ? more : query + "&" + more);
    }

    Request withBody(String contentType, byte[] bytes) {
        return new Request(method, path, query, headers, bytes).withHeader("Content-Type", contentType);
    }

    /** With the header once for each value. */
    Request withHeader(String name, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.put(name, List.of(values));
        return new Request(method, path, query, more, body);
    }

    Request withoutHeader(String name) {
        Map<String, List<String>> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new Request(method, path, query, fewer, body);
    }
}
