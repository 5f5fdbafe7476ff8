package dev.reevaluate.contracts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A media type that a body may have: how a value is written in it, and read. */
public enum MediaType {
    JSON("application/json", false) {
        @Override
        String contentType() {
            return name;
        }

        @Override
        byte[] written(JsonNode value) {
            return value.toString().getBytes(UTF_8);
        }

        @Override
        Optional<JsonNode> readValue(OpenApi api, JsonNode schema, String contentType, String body) {
            try {
                return Optional.of(body.isEmpty() ? JsonNodeFactory.instance.objectNode() : STRICT.readTree(body));
            } catch (JacksonException malformed) {
                return Optional.empty();
            }
        }
    },

    FORM("application/x-www-form-urlencoded", true) {
        @Override
        String contentType() {
            return name;
        }

        @Override
        byte[] written(JsonNode value) {
            return urlencoded(value).getBytes(UTF_8);
        }

        @Override
        Optional<JsonNode> readValue(OpenApi api, JsonNode schema, String contentType, String body) {
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (String field : body.split("&", -1)) {
                String[] nameAndValue = field.split("=", 2);
                if (!field.isEmpty()) {
                    fields.add(Map.entry(
                            withoutIndex(URLDecoder.decode(nameAndValue[0], UTF_8)),
                            nameAndValue.length == 1 ? "" : URLDecoder.decode(nameAndValue[1], UTF_8)));
                }
            }
            return Optional.of(Texts.read(api, schema, fields));
        }

        // As ids[0]=1&ids[1]=2
        private String withoutIndex(String field) {
            return field.replaceFirst("\\[\\d+]$", "");
        }
    },

    MULTIPART("multipart/form-data", true) {
        @Override
        String contentType() {
            return name + "; boundary=" + BOUNDARY;
        }

        @Override
        byte[] written(JsonNode value) {
            return multipart(value, BOUNDARY).getBytes(UTF_8);
        }

        @Override
        Optional<JsonNode> readValue(OpenApi api, JsonNode schema, String contentType, String body) {
            Matcher boundary = Pattern.compile("boundary=\"?([^\";]+)").matcher(contentType);
            if (!boundary.find() || !body.endsWith("--" + boundary.group(1) + "--\r\n")) {
                return Optional.empty();
            }
            return Optional.of(Texts.read(
                    api,
                    schema,
                    Arrays.stream(body.split(Pattern.quote("--" + boundary.group(1)), -1))
                            .map(PART::matcher)
                            .filter(Matcher::matches)
                            // What a file holds is not looked at
                            .map(part -> Map.entry(part.group(1), part.group(2) == null ? part.group(3) : ""))
                            .toList()));
        }
    };

    static final String BOUNDARY = "cut";
    private static final Pattern PART = Pattern.compile(
            "(?s)\r\n(?i:Content-Disposition): form-data; name=\"([^\"]*)\"(; filename=[^\r]*)?.*?\r\n\r\n(.*)\r\n");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    final String name;
    private final boolean text;

    MediaType(String name, boolean text) {
        this.name = name;
        this.text = text;
    }

    static MediaType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownToTheCases(
                        "the media type `%s`: say in MediaType how it is written".formatted(name)));
    }

    /** What the body says, as JSON; empty where it is malformed. */
    public static Optional<JsonNode> read(
            OpenApi api, JsonNode schema, String mediaType, String contentType, byte[] body) {
        String text = new String(body, UTF_8);
        // That is what stands for bytes that are not UTF-8
        return text.contains("\ufffd") ? Optional.empty() : named(mediaType).readValue(api, schema, contentType, text);
    }

    /** The whole header. */
    abstract String contentType();

    abstract byte[] written(JsonNode value);

    abstract Optional<JsonNode> readValue(OpenApi api, JsonNode schema, String contentType, String body);

    Variants variants(OpenApi api, String part, JsonNode schema, JsonNode example) {
        return text ? Variants.ofTexts(api, part, schema, example) : Variants.ofJson(api, part, schema, example);
    }

    static String urlencoded(JsonNode value) {
        return Texts.written(value).stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static String multipart(JsonNode value, String boundary) {
        return Texts.written(value).stream()
                .map(field -> "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, field.getKey(), field.getValue()))
                .collect(Collectors.joining("", "", "--" + boundary + "--\r\n"));
    }
}
