package dev.reevaluate.contracttests.cases;

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

/** How a body is written in a media type, and read. */
enum BodyFormat {
    JSON {
        @Override
        String contentType(String mediaType) {
            return mediaType;
        }

        @Override
        String text(JsonNode value, TextFields fields) {
            return value.toString();
        }

        @Override
        Optional<JsonNode> readValue(TextFields fields, String contentType, String body) {
            try {
                return Optional.of(body.isEmpty() ? JsonNodeFactory.instance.objectNode() : STRICT.readTree(body));
            } catch (JacksonException malformed) {
                return Optional.empty();
            }
        }
    },

    FORM {
        @Override
        String contentType(String mediaType) {
            return mediaType;
        }

        @Override
        String text(JsonNode value, TextFields fields) {
            return fields.urlencoded(value);
        }

        @Override
        Optional<JsonNode> readValue(TextFields texts, String contentType, String body) {
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (String field : body.split("&", -1)) {
                String[] nameAndValue = field.split("=", 2);
                if (!field.isEmpty()) {
                    fields.add(Map.entry(
                            withoutIndex(URLDecoder.decode(nameAndValue[0], UTF_8)),
                            nameAndValue.length == 1 ? "" : URLDecoder.decode(nameAndValue[1], UTF_8)));
                }
            }
            return Optional.of(texts.read(fields));
        }

        // As ids[0]=1&ids[1]=2
        private String withoutIndex(String field) {
            return field.replaceFirst("\\[\\d+]$", "");
        }
    },

    MULTIPART {
        @Override
        String contentType(String mediaType) {
            return mediaType + "; boundary=" + BOUNDARY;
        }

        @Override
        String text(JsonNode value, TextFields fields) {
            return multipart(value, fields, BOUNDARY);
        }

        @Override
        Optional<JsonNode> readValue(TextFields fields, String contentType, String body) {
            Matcher boundary = Pattern.compile("boundary=\"?([^\";]+)").matcher(contentType);
            if (!boundary.find() || !body.endsWith("--" + boundary.group(1) + "--\r\n")) {
                return Optional.empty();
            }
            return Optional.of(fields.read(Arrays.stream(body.split(Pattern.quote("--" + boundary.group(1)), -1))
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
    private static final Pattern JSON_TYPE = Pattern.compile("application/([a-z0-9!#$&^_.-]+\\+)?json");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Returns how a body of the media type is written; empty where that is not known. */
    static Optional<BodyFormat> of(String mediaType) {
        return switch (mediaType) {
            case "application/x-www-form-urlencoded" -> Optional.of(FORM);
            case "multipart/form-data" -> Optional.of(MULTIPART);
            default -> JSON_TYPE.matcher(mediaType).matches() ? Optional.of(JSON) : Optional.empty();
        };
    }

    /** Returns whether its fields are texts. */
    boolean isTexts() {
        return this != JSON;
    }

    /** Returns the whole header. */
    abstract String contentType(String mediaType);

    abstract String text(JsonNode value, TextFields fields);

    abstract Optional<JsonNode> readValue(TextFields fields, String contentType, String body);

    byte[] written(JsonNode value, TextFields fields) {
        return text(value, fields).getBytes(UTF_8);
    }

    /** Returns what the body says, as JSON; empty where it is malformed. */
    Optional<JsonNode> read(TextFields fields, String contentType, byte[] body) {
        String text = new String(body, UTF_8);
        // That is what stands for bytes that are not UTF-8
        return text.contains("\ufffd") ? Optional.empty() : readValue(fields, contentType, text);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static String multipart(JsonNode value, TextFields fields, String boundary) {
        return fields.written(value).stream()
                .map(field -> "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, field.getKey(), field.getValue()))
                .collect(Collectors.joining("", "", "--" + boundary + "--\r\n"));
    }
}
