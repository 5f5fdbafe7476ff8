package dev.reevaluate.contracts.cases;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as it is sent.
 *
 * @param query encoded, empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // requests are not compared
record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {

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

    Request withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, path, query, more, body);
    }

    Request withoutHeader(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new Request(method, path, query, fewer, body);
    }
}
