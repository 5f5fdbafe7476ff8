package dev.reevaluate.stubs;

import dev.reevaluate.validation.OpenApiContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One contract: the request that it sends, and the answer that it promises.
 *
 * @param name the file's path below the contracts, without its ending
 * @param description one sentence for who reads the stubs
 * @param toGet what a consumer who wants this answer would call it; empty where it isn't one to choose
 * @param ownKey whether its key alone gets this answer; else each key that opens the same data does
 * @param query the query parameters of the request
 * @param anyOf the regular expressions of those query parameters that may have other values, too
 * @param headers the headers of the request
 * @param body the body of the request as it is sent, empty where there is none
 * @param answer the body of the answer, missing where none is promised
 * @param varying the fields of the answer that have another value each time, whose form alone is promised
 * @param step whether it is a step of a scenario
 */
@SuppressWarnings("ArrayRecordComponent") // contracts are not compared
public record Contract(
        String name,
        String description,
        String toGet,
        boolean ownKey,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> anyOf,
        Map<String, String> headers,
        byte[] body,
        int status,
        JsonNode answer,
        Set<String> varying,
        boolean step) {

    static final String ENDING = ".yml";
    public static final String KEY_HEADER = OpenApiContract.load().keyHeader();
    private static final YAMLMapper YAML = new YAMLMapper();

    static String nameOf(Path root, Path file) {
        String path = root.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - ENDING.length());
    }

    static Contract read(String name, Path file) {
        try {
            JsonNode yaml = YAML.readTree(Files.readAllBytes(file));
            JsonNode request = yaml.path("request");
            JsonNode response = yaml.path("response");
            return new Contract(
                    name,
                    yaml.required("description").asString(),
                    yaml.path("metadata").path("to_get").asString(""),
                    yaml.path("metadata").path("own_key").asBoolean(false),
                    request.required("method").asString(),
                    request.required("urlPath").asString(),
                    texts(request.path("queryParameters")),
                    anyOf(request.path("matchers").path("queryParameters")),
                    texts(request.path("headers")),
                    body(request, file),
                    response.required("status").asInt(),
                    response.path("body"),
                    response.path("matchers").path("body").values().stream()
                            .filter(matcher -> matcher.path("type").asString().equals("by_regex"))
                            .map(matcher -> lastName(matcher.path("path").asString()))
                            .collect(Collectors.toSet()),
                    Character.isDigit(fileName(file).charAt(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    String folder() {
        return name.substring(0, name.lastIndexOf('/'));
    }

    /** Returns the method, the path, and the query. */
    String asks() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + queryText());
    }

    Optional<String> key() {
        return header(KEY_HEADER);
    }

    public Optional<String> contentType() {
        return header("Content-Type");
    }

    /** Returns the query as it is sent; null where there is none. */
    @Nullable
    String queryText() {
        return query.isEmpty()
                ? null
                : query.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** Returns the type without its parameters, in lower case; empty where there is none. */
    String mediaType() {
        return contentType().orElse("").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** Returns how the fields of the body are written, where it is a form. */
    Optional<FormSyntax> formSyntax() {
        return switch (mediaType()) {
            case "application/x-www-form-urlencoded" -> Optional.of(FormSyntax.URLENCODED);
            case "multipart/form-data" -> Optional.of(FormSyntax.MULTIPART);
            default -> Optional.empty();
        };
    }

    /** Returns whether the body is written in a way that only the very text stands for: with indexes, or as a file. */
    boolean isLiteral() {
        return formSyntax().isPresent()
                && (bodyText().contains("filename=") || bodyText().contains("[0]"));
    }

    /** Returns whether the answer names several values of the request, which it does in their order. */
    boolean answerNamesSeveral() {
        return status == 400 && answer.values().stream().anyMatch(texts -> texts.size() > 1);
    }

    /** Returns whether it is multipart without saying where parts end. */
    boolean namesNoBoundary() {
        return contentType().orElse("").equals("multipart/form-data");
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the value of the header, whose name may be in any case. */
    Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static byte[] body(JsonNode request, Path file) throws IOException {
        if (request.has("bodyFromFileAsBytes")) {
            return Files.readAllBytes(
                    file.resolveSibling(request.get("bodyFromFileAsBytes").asString()));
        }
        JsonNode body = request.path("body");
        if (body.isMissingNode()) {
            return new byte[0];
        }
        return (body.isString() ? body.asString() : body.toString()).getBytes(StandardCharsets.UTF_8);
    }

    // As Spring Cloud Contract writes them; it has other types, too
    private static Map<String, String> anyOf(JsonNode matchers) {
        Map<String, String> anyOf = new LinkedHashMap<>();
        matchers.forEach(matcher -> {
            String type = matcher.required("type").asString();
            if (!type.equals("matching")) {
                throw new IllegalArgumentException(
                        "a query parameter's matcher is of the type matching here, not " + type);
            }
            anyOf.put(
                    matcher.required("key").asString(),
                    matcher.required("value").asString());
        });
        return anyOf;
    }

    private static Map<String, String> texts(JsonNode fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
        return texts;
    }

    private static String lastName(String jsonPath) {
        return jsonPath.substring(jsonPath.lastIndexOf('.') + 1);
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
