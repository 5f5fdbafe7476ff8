package dev.reevaluate.contracttests.coverage;

import dev.reevaluate.contracttests.cases.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A contract as its file has it.
 *
 * @param name the file's path below the contracts, without its ending
 * @param headers their values by their names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // contracts are compared by their names
public record ContractFile(
        String name,
        String method,
        String path,
        List<Map.Entry<String, String>> query,
        Map<String, String> headers,
        byte[] body,
        Answer answer) {

    private static final String ENDING = ".yml";
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Returns all of a directory, in the format of Spring Cloud Contract. */
    public static List<ContractFile> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        }
    }

    String mediaType() {
        return contentType().replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    String contentType() {
        return header("Content-Type").orElse("");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Returns the headers of these names, which they may be sent in another case of. */
    List<Map.Entry<String, String>> headersNamed(Collection<String> names) {
        return names.stream()
                .flatMap(name -> header(name).map(value -> Map.entry(name, value)).stream())
                .toList();
    }

    int status() {
        return answer.status();
    }

    String asks() {
        return method + " " + path;
    }

    private static ContractFile read(Path root, Path file) {
        try {
            JsonNode yaml = YAML.readTree(Files.readAllBytes(file));
            return of(
                    root.relativize(file).toString().replace('\\', '/').replaceFirst(ENDING + "$", ""),
                    yaml,
                    body(yaml.path("request"), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of its text, and its body, which may stand in another file. */
    public static ContractFile of(String name, JsonNode yaml, byte[] body) {
        JsonNode request = yaml.path("request");
        JsonNode response = yaml.path("response");
        return new ContractFile(
                name,
                request.path("method").asString(),
                request.path("urlPath").asString(),
                request.path("queryParameters").properties().stream()
                        .map(parameter -> Map.entry(
                                parameter.getKey(), parameter.getValue().asString()))
                        .toList(),
                headers(request),
                body,
                new Answer(
                        response.path("status").asInt(),
                        headers(response).entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                        text(response.path("body")),
                        false));
    }

    private static byte[] body(JsonNode request, Path file) throws IOException {
        return request.has("bodyFromFileAsBytes")
                ? Files.readAllBytes(
                        file.resolveSibling(request.get("bodyFromFileAsBytes").asString()))
                : text(request.path("body")).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonNode body) {
        return body.isMissingNode() ? "" : body.isString() ? body.asString() : body.toString();
    }

    private static Map<String, String> headers(JsonNode message) {
        Map<String, String> headers = new TreeMap<>();
        message.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asString()));
        return headers;
    }

    @Override
    public String toString() {
        return name;
    }
}
