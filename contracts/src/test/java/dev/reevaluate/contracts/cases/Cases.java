package dev.reevaluate.contracts.cases;

import static dev.reevaluate.contracts.cases.Kind.BOUNDARY;
import static dev.reevaluate.contracts.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracts.cases.Kind.POSITIVE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The table of cases: for each operation, what openapi.yaml has something to say about. */
public final class Cases {

    private static final byte[] NO_BODY = {};
    private static final String UNKNOWN_KEY = "not-a-key";
    private static final Set<String> FOREIGN_TYPES = new TreeSet<>(Set.of(
            "text/plain", "application/xml", "application/octet-stream", "application/vnd.api+json", "nonsense"));
    // What the data may have against a request that fits the contract; all others are told before it is looked at
    private static final Set<Integer> REFUSALS_BY_THE_DATA = Set.of(400, 404, 409, 422);
    private static final Pattern BYTES = Pattern.compile("(\\d+) bytes");

    private final Operation operation;
    private final Keys keys;
    private final Request good;
    private final JsonNode body;
    private final List<Case> cases = new ArrayList<>();

    private Cases(Operation operation, Keys keys) {
        this.operation = operation;
        this.keys = keys;
        this.body = operation.bodyExamples().values().stream()
                .findFirst()
                .or(() -> operation.bodies().values().stream()
                        .findFirst()
                        .map(schema -> Sample.of(operation.api(), schema).value()))
                .orElse(JsonNodeFactory.instance.missingNode());
        this.good = good();
    }

    /** Of the document that the openapi module carries, with the keys of the demo workspace. */
    public static List<Case> ofTheContract(OpenApi api) {
        return of(api, Keys.ofTheDemo());
    }

    static List<Case> of(OpenApi api, Keys keys) {
        return api.operations().stream()
                .flatMap(operation -> new Cases(operation, keys).all().stream())
                .toList();
    }

    /** What the schemas ask of a request: by the part of the request, place and keyword. */
    public static Map<String, Set<String>> constraints(Operation operation) {
        Map<String, Set<String>> constraints = new LinkedHashMap<>();
        new Cases(operation, new Keys("", ""))
                .variants()
                .forEach((part, variants) -> constraints.put(
                        part,
                        variants.constraints().stream()
                                .filter(constraint -> !part.equals("path")
                                        || isAskedOfAPath(constraint.place(), constraint.keyword()))
                                .map(constraint -> Case.about(constraint.place(), constraint.keyword()))
                                .collect(Collectors.toCollection(LinkedHashSet::new))));
        return constraints;
    }

    private List<Case> all() {
        examples();
        variants().forEach((part, variants) -> variants.all().forEach(variant -> variant(part, variant)));
        operation.bodies().keySet().forEach(this::syntax);
        if (!operation.bodies().isEmpty()) {
            foreignMediaTypes();
        }
        query();
        keys();
        methods();
        paths();
        accept();
        return cases;
    }

    private Map<String, Variants> variants() {
        Map<String, Variants> variants = new LinkedHashMap<>();
        operation
                .bodies()
                .forEach((name, schema) ->
                        variants.put(name, MediaType.named(name).variants(operation.api(), schema, body)));
        for (String in : List.of("query", "path")) {
            JsonNode schema = operation.parameters(in);
            if (!schema.path("properties").isEmpty()) {
                variants.put(in, Variants.ofTexts(operation.api(), schema, required(schema)));
            }
        }
        return variants;
    }

    private void variant(String part, Variant variant) {
        if (part.equals("path")
                && (!isAskedOfAPath(variant.place(), variant.keyword()) || leadsElsewhere(variant.value()))) {
            return;
        }
        Request request = switch (part) {
            case "query" -> good.withQuery(MediaType.urlencoded(variant.value()));
            case "path" -> good.withPath(path(variant.value()));
            default -> withBody(part, variant.value());
        };
        Set<Integer> expected;
        if (variant.kind() == NEGATIVE) {
            // A path that holds no such id leads nowhere
            expected = Set.of(part.equals("path") ? 404 : 400);
        } else {
            expected = variant.sure() ? accepted() : decidedByTheData();
        }
        add(part, variant.place(), variant.keyword(), variant.what(), variant.kind(), expected, request);
    }

    // Without a parameter it is another path
    private static boolean isAskedOfAPath(String place, String keyword) {
        return !place.isEmpty() && !keyword.equals("required");
    }

    private static boolean leadsElsewhere(JsonNode parameters) {
        return Texts.written(parameters).stream()
                .anyMatch(field -> field.getValue().isEmpty());
    }

    private void examples() {
        operation
                .bodies()
                .keySet()
                .forEach(type -> operation
                        .bodyExamples()
                        .forEach(
                                (name, example) -> accepted(type, "example", name, POSITIVE, withBody(type, example))));
        JsonNode query = operation.parameters("query");
        if (!query.path("properties").isEmpty()) {
            ObjectNode everything = JsonNodeFactory.instance.objectNode();
            query.path("properties").properties().forEach(parameter -> {
                Sample sample = Sample.of(operation.api(), parameter.getValue());
                everything.set(parameter.getKey(), sample.value());
                if (sample.known()) {
                    ObjectNode one = required(query).set(parameter.getKey(), sample.value());
                    accepted(
                            "query",
                            "example",
                            parameter.getKey() + "=" + sample.value().asString(),
                            POSITIVE,
                            good.withQuery(MediaType.urlencoded(one)));
                }
            });
            add(
                    "query",
                    "",
                    "example",
                    "every parameter at once",
                    POSITIVE,
                    decidedByTheData(),
                    good.withQuery(MediaType.urlencoded(everything)));
        }
        if (operation.bodies().isEmpty() && query.path("required").isEmpty()) {
            accepted("request", "example", "nothing but the key", POSITIVE, good);
        }
    }

    private void syntax(String type) {
        MediaType mediaType = MediaType.named(type);
        Syntax.of(mediaType, body).forEach(way -> {
            Request request = good.withBody(way.contentType(), way.body());
            if (way.good()) {
                accepted(type, "syntax", way.what(), POSITIVE, request);
            } else {
                refused(type, "syntax", way.what(), 400, request);
            }
        });
        refused(type, "requestBody required", "an empty body", 400, good.withBody(mediaType.contentType(), NO_BODY));
        largestBody().ifPresent(limit -> {
            accepted(
                    type,
                    "size",
                    limit + " bytes",
                    BOUNDARY,
                    good.withBody(mediaType.contentType(), padded(mediaType, limit)));
            refused(
                    type,
                    "size",
                    limit + 1 + " bytes",
                    413,
                    good.withBody(mediaType.contentType(), padded(mediaType, limit + 1)));
        });
    }

    // The server's default, as the document's example of a 413 names it
    private Optional<Integer> largestBody() {
        JsonNode tooLarge = operation.responses().get(413);
        return tooLarge == null
                ? Optional.empty()
                : BYTES.matcher(tooLarge.at("/content/application~1json/examples")
                                .valueStream()
                                .map(example -> operation
                                        .api()
                                        .followed(example)
                                        .path("value")
                                        .toString())
                                .collect(Collectors.joining()))
                        .results()
                        .map(match -> Integer.valueOf(match.group(1)))
                        .findFirst();
    }

    // With an unknown field, whose size makes up what is missing
    private byte[] padded(MediaType type, int size) {
        ObjectNode padded = (ObjectNode) body.deepCopy();
        int without = type.written(padded.put("padding", "")).length;
        return type.written(padded.put("padding", "x".repeat(size - without)));
    }

    private void foreignMediaTypes() {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        FOREIGN_TYPES.stream()
                .filter(type -> !operation.bodies().containsKey(type))
                .forEach(type -> refused("media type", "requestBody content", type, 415, good.withBody(type, bytes)));
        refused(
                "media type",
                "requestBody content",
                "none",
                415,
                good.withBody("", bytes).withoutHeader("Content-Type"));
    }

    private void query() {
        JsonNode query = operation.parameters("query");
        query.path("properties").properties().forEach(parameter -> {
            String name = parameter.getKey();
            String value = MediaType.encoded(
                    Sample.of(operation.api(), parameter.getValue()).value().asString());
            String required = MediaType.urlencoded(required(query).without(name));
            Request twice = good.withQuery(joined(required, name + "=" + value + "&" + name + "=" + value));
            JsonNode type = parameter.getValue().path("type");
            if (type.asString("").equals("integer")) {
                add("query", name, "type integer", "twice", NEGATIVE, Set.of(400), twice);
            } else {
                add("query", name, written(type), "twice", POSITIVE, decidedByTheData(), twice);
            }
            refused(
                    "query",
                    "syntax",
                    name + " in bytes that are not UTF-8",
                    400,
                    good.withQuery(joined(required, name + "=%FF")));
        });
    }

    private void keys() {
        for (String header : operation.keyHeaders()) {
            refused("key", header, "none", 401, good.withoutHeader(header));
            refused("key", header, "empty", 401, good.withHeader(header, ""));
            refused("key", header, "unknown", 401, good.withHeader(header, UNKNOWN_KEY));
            refused(
                    "key",
                    header,
                    "another case",
                    401,
                    good.withHeader(header, keys.all().toUpperCase(Locale.ROOT)));
            refused(
                    "key",
                    header,
                    "in the query",
                    401,
                    good.withoutHeader(header).withQuery(joined(good.query(), header + "=" + keys.all())));
            Request readOnly = good.withHeader(header, keys.readOnly());
            if (operation.method().equals("GET")) {
                accepted("key", header, "read-only", POSITIVE, readOnly);
            } else {
                refused("key", header, "read-only", 403, readOnly);
            }
        }
    }

    private void methods() {
        List<String> declared = operation.api().operations().stream()
                .filter(other -> other.path().equals(operation.path()))
                .map(Operation::method)
                .toList();
        if (!declared.get(0).equals(operation.method())) {
            return;
        }
        OpenApi.METHODS.stream()
                .map(method -> method.toUpperCase(Locale.ROOT))
                .sorted()
                .filter(method -> !declared.contains(method))
                // HTTP answers a HEAD where it answers a GET
                .filter(method -> !method.equals("HEAD") || !declared.contains("GET"))
                .forEach(method -> refused("method", "paths", method, 405, good.withMethod(method)));
    }

    // They belong to no operation; what is said of a path that leads nowhere is the same everywhere
    private void paths() {
        operation.api().operations().stream()
                .map(other -> other.responses().get(404))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(notFound -> {
                    ObjectNode nowhere = JsonNodeFactory.instance.objectNode();
                    nowhere.putObject("responses").set("404", notFound);
                    Map<String, String> others = new LinkedHashMap<>();
                    others.put("without its slash", good.path().replaceFirst("/$", ""));
                    others.put("with a second slash", good.path() + "/");
                    others.put("with more behind it", good.path() + "nowhere/");
                    others.put(
                            "in capitals",
                            good.path()
                                    .toUpperCase(Locale.ROOT)
                                    .replaceFirst("^/[^/]+/", operation.path().replaceFirst("^(/[^/]+/).*", "$1")));
                    others.forEach((what, path) -> cases.add(new Case(
                            new Operation(operation.api(), operation.method(), operation.path(), nowhere),
                            "path",
                            "",
                            "paths",
                            what,
                            NEGATIVE,
                            Set.of(404),
                            good.withPath(path))));
                });
    }

    private void accept() {
        for (String accept : List.of("*/*", "text/html", "application/xml")) {
            accepted("headers", "Accept", accept, POSITIVE, good.withHeader("Accept", accept));
        }
    }

    private Request good() {
        Map<String, String> headers = new LinkedHashMap<>();
        operation.keyHeaders().forEach(header -> headers.put(header, keys.all()));
        Request request = new Request(
                operation.method(),
                path(required(operation.parameters("path"))),
                MediaType.urlencoded(required(operation.parameters("query"))),
                headers,
                NO_BODY);
        return operation.bodies().keySet().stream()
                .findFirst()
                .map(type -> request.withBody(
                        MediaType.named(type).contentType(),
                        MediaType.named(type).written(body)))
                .orElse(request);
    }

    private Request withBody(String type, JsonNode value) {
        MediaType mediaType = MediaType.named(type);
        return good.withBody(mediaType.contentType(), mediaType.written(value));
    }

    private String path(JsonNode values) {
        return Pattern.compile("\\{([^}]+)}")
                .matcher(operation.path())
                .replaceAll(parameter -> Matcher.quoteReplacement(
                        MediaType.encoded(values.path(parameter.group(1)).asString())
                                .replace("+", "%20")));
    }

    private ObjectNode required(JsonNode schema) {
        ObjectNode required = JsonNodeFactory.instance.objectNode();
        schema.path("required").forEach(name -> {
            Sample sample = Sample.of(operation.api(), schema.path("properties").path(name.asString()));
            if (!sample.known()) {
                throw new UnknownToTheCases(
                        "`%s` without an example at %s".formatted(name.asString(), operation.name()), "openapi.yaml");
            }
            required.set(name.asString(), sample.value());
        });
        return required;
    }

    private Set<Integer> accepted() {
        return operation.responses().keySet().stream()
                .filter(status -> status / 100 == 2)
                .collect(Collectors.toSet());
    }

    private Set<Integer> decidedByTheData() {
        return operation.responses().keySet().stream()
                .filter(status -> status / 100 == 2 || REFUSALS_BY_THE_DATA.contains(status))
                .collect(Collectors.toSet());
    }

    private void accepted(String part, String keyword, String what, Kind kind, Request request) {
        add(part, "", keyword, what, kind, accepted(), request);
    }

    private void refused(String part, String keyword, String what, int status, Request request) {
        add(part, "", keyword, what, NEGATIVE, Set.of(status), request);
    }

    private void add(
            String part, String place, String keyword, String what, Kind kind, Set<Integer> expected, Request request) {
        cases.add(new Case(operation, part, place, keyword, what, kind, expected, request));
    }

    private static String joined(String query, String more) {
        return query.isEmpty() ? more : query + "&" + more;
    }

    private static String written(JsonNode type) {
        return Keywords.written("type", type);
    }
}
