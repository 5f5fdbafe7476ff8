package dev.reevaluate.contracts.cases;

import static dev.reevaluate.contracts.cases.Kind.BOUNDARY;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The cases of a body as a whole: how it is written, how large it is, what media type it has. */
final class BodyCases {

    private static final byte[] NO_BODY = {};
    private static final List<String> FOREIGN_TYPES = List.of(
            "application/octet-stream", "application/vnd.api+json", "application/xml", "nonsense", "text/plain");
    private static final Pattern BYTES = Pattern.compile("(\\d+) bytes");

    private final Sheet sheet;
    private final Operation operation;
    private final GoodRequest good;

    private BodyCases(Sheet sheet, GoodRequest good) {
        this.sheet = sheet;
        this.operation = sheet.operation();
        this.good = good;
    }

    static void add(Sheet sheet, GoodRequest good) {
        BodyCases cases = new BodyCases(sheet, good);
        sheet.operation().bodies().keySet().forEach(name -> {
            MediaType type = MediaType.named(name);
            cases.syntax(type);
            cases.size(type);
        });
        if (!sheet.operation().bodies().isEmpty()) {
            cases.foreignMediaTypes();
        }
    }

    private void syntax(MediaType type) {
        Syntax.of(type, good.body()).forEach(way -> {
            Request request = good.plain().withBody(way.contentType(), way.body());
            if (way.good()) {
                sheet.accepted(type.name, "syntax", way.what(), request);
            } else {
                sheet.refused(type.name, "syntax", way.what(), 400, request);
            }
        });
        if (operation.requiresBody()) {
            sheet.refused(
                    type.name,
                    "requestBody required",
                    "an empty body",
                    400,
                    good.plain().withBody(type.contentType(), NO_BODY));
        }
    }

    private void size(MediaType type) {
        largest().ifPresent(limit -> {
            sheet.add(
                    type.name,
                    "",
                    "size",
                    limit + " bytes",
                    BOUNDARY,
                    sheet.accepted(),
                    good.plain().withBody(type.contentType(), padded(type, limit)));
            sheet.refused(
                    type.name,
                    "size",
                    limit + 1 + " bytes",
                    413,
                    good.plain().withBody(type.contentType(), padded(type, limit + 1)));
        });
    }

    // The server's default, as the document's example of a 413 names it
    private Optional<Integer> largest() {
        return Optional.ofNullable(operation.responses().get(413)).flatMap(tooLarge -> {
            JsonNode examples = tooLarge.at("/content/application~1json/examples");
            String texts = examples.valueStream()
                    .map(example ->
                            operation.api().followed(example).path("value").toString())
                    .collect(Collectors.joining());
            return BYTES.matcher(texts)
                    .results()
                    .map(bytes -> Integer.valueOf(bytes.group(1)))
                    .findFirst();
        });
    }

    // With an unknown field, whose size makes up what is missing
    private byte[] padded(MediaType type, int size) {
        ObjectNode padded = (ObjectNode) good.body().deepCopy();
        int without = type.written(padded.put("padding", "")).length;
        return type.written(padded.put("padding", "x".repeat(size - without)));
    }

    private void foreignMediaTypes() {
        byte[] bytes = good.body().toString().getBytes(StandardCharsets.UTF_8);
        FOREIGN_TYPES.stream()
                .filter(type -> !operation.bodies().containsKey(type))
                .forEach(type -> sheet.refused(
                        "media type",
                        "requestBody content",
                        type,
                        415,
                        good.plain().withBody(type, bytes)));
        sheet.refused(
                "media type", "requestBody content", "none", 415, good.plain().withoutHeader("Content-Type"));
    }
}
