package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.BOUNDARY;

import dev.reevaluate.contracttests.policy.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The cases of a body as a whole: how it is written, how large it is, what media type it has. */
final class BodyCases {

    private static final byte[] NO_BODY = {};
    private static final List<String> FOREIGN_TYPES = List.of(
            "application/octet-stream", "application/vnd.api+json", "application/xml", "nonsense", "text/plain");

    private final CaseCollector collector;
    private final OperationUnderTest operation;
    private final GoodRequest good;

    private BodyCases(CaseCollector collector, GoodRequest good) {
        this.collector = collector;
        this.operation = collector.operation();
        this.good = good;
    }

    static void add(CaseCollector collector, GoodRequest good) {
        BodyCases cases = new BodyCases(collector, good);
        collector.operation().bodies().forEach(body -> {
            cases.syntax(body);
            cases.size(body);
        });
        if (!collector.operation().bodies().isEmpty()) {
            cases.foreignMediaTypes();
        }
    }

    private void syntax(BodyUnderTest body) {
        boolean isEmpty = body.format() == BodyFormat.MULTIPART
                && body.fields().written(good.body()).isEmpty();
        JsonNode example = isEmpty ? withAField(body) : good.body();
        Syntax.of(body, example).forEach(way -> {
            CaseRequest request = good.plain().withBody(way.contentType(), way.body());
            if (way.good() && !example.equals(good.body())) {
                collector.add(
                        body.mediaType(),
                        "",
                        "syntax",
                        way.what(),
                        Kind.POSITIVE,
                        collector.decidedByTheData(),
                        request);
            } else if (way.good()) {
                collector.accepted(body.mediaType(), "syntax", way.what(), request);
            } else {
                collector.refused(body.mediaType(), "syntax", way.what(), RefusalReason.MALFORMED, request);
            }
        });
        if (operation.requiresBody() && body.format().isTexts() && fits(body, JsonNodeFactory.instance.objectNode())) {
            // A form without fields is written so, too
            collector.open(
                    body.mediaType(),
                    "",
                    "requestBody required",
                    "an empty body",
                    good.plain().withBody(body.contentType(), NO_BODY));
        } else if (operation.requiresBody()) {
            collector.refused(
                    body.mediaType(),
                    "requestBody required",
                    "an empty body",
                    RefusalReason.MALFORMED,
                    good.plain().withBody(body.contentType(), NO_BODY));
        } else {
            collector.add(
                    body.mediaType(),
                    "",
                    "requestBody not required",
                    "no body",
                    Kind.POSITIVE,
                    collector.decidedByTheData(),
                    good.plain().withoutBody());
        }
    }

    // Of a form without parts, nothing can be said badly
    private JsonNode withAField(BodyUnderTest body) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        new FurtherFields(operation.api().schema(body.schema()), 0).fill(object, 1);
        return fits(body, body.fields().received(object)) ? object : good.body();
    }

    // With an unknown field, whose size makes up what is missing
    private void size(BodyUnderTest body) {
        if (collector.policy().largestBody().isEmpty() || !takesUnknownFields(body)) {
            return;
        }
        int limit = collector.policy().largestBody().getAsInt();
        collector.add(
                body.mediaType(),
                "",
                "size",
                limit + " bytes",
                BOUNDARY,
                collector.accepted(),
                good.plain().withBody(body.contentType(), padded(body, limit)));
        collector.refused(
                body.mediaType(),
                "size",
                limit + 1 + " bytes",
                RefusalReason.TOO_LARGE,
                good.plain().withBody(body.contentType(), padded(body, limit + 1)));
    }

    private boolean takesUnknownFields(BodyUnderTest body) {
        return good.body() instanceof ObjectNode object
                && fits(body, object.deepCopy().put("padding", "x"));
    }

    private boolean fits(BodyUnderTest body, JsonNode value) {
        return operation.api().requests().violations(body.schema(), value).isEmpty();
    }

    private byte[] padded(BodyUnderTest body, int size) {
        ObjectNode padded = ((ObjectNode) good.body()).deepCopy();
        int without = body.written(padded.put("padding", "")).length;
        return body.written(padded.put("padding", "x".repeat(size - without)));
    }

    private void foreignMediaTypes() {
        JsonNode body = good.body();
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        FOREIGN_TYPES.stream()
                .filter(type -> !operation.takes(type))
                .forEach(type -> collector.refused(
                        "media type",
                        "requestBody content",
                        type,
                        RefusalReason.UNKNOWN_MEDIA_TYPE,
                        good.plain().withBody(type, bytes)));
        collector.refused(
                "media type",
                "requestBody content",
                "none",
                RefusalReason.UNKNOWN_MEDIA_TYPE,
                good.plain().withoutHeader("Content-Type"));
    }
}
