package dev.reevaluate.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.RequestContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a form, which knows only texts, in the order of the form. */
record FormFields(Map<String, List<String>> values) {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?");
    private static final int LONGEST_NUMBER = 1000;

    // An index is as short as a form that fits the size limit can use; a longer one names no element
    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");

    static FormFields urlencoded(byte[] body, Charset charset) {
        try {
            return new FormFields(UrlEncoded.form(body, charset));
        } catch (IllegalArgumentException brokenEscape) {
            throw RequestRefused.unreadable(Wording.BAD_FORM);
        }
    }

    static FormFields multipart(byte[] body, ContentType type) {
        if (type.boundary() == null) {
            throw RequestRefused.unreadable(Wording.NO_BOUNDARY);
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try {
            FileUpload parser = new FileUpload();
            // The size of the body bounds all its parts
            parser.setPartHeaderSizeMax(Integer.MAX_VALUE);
            FileItemIterator parts = parser.getItemIterator(new Multipart(body, type.header()));
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                fields.computeIfAbsent(part.getFieldName(), none -> new ArrayList<>())
                        .add(text(part));
            }
        } catch (FileUploadException | IOException malformed) {
            throw RequestRefused.unreadable(Wording.BAD_MULTIPART);
        }
        // A body without the boundary is skipped as a preamble; only the closing boundary alone is a form without
        // fields
        boolean hasContent = body.length > type.boundary().length() + "----\r\n\r\n".length();
        if (fields.isEmpty() && hasContent) {
            throw RequestRefused.unreadable(Wording.BAD_MULTIPART);
        }
        return new FormFields(fields);
    }

    /**
     * The object that the schema describes. A list is the field repeated ({@code ids=1&ids=2}), as OpenAPI serialises it,
     * or else the field indexed ({@code ids[0]=1&ids[1]=2}), as the vendor's framework also takes it.
     */
    JsonNode toJson(JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            List<String> given = values.getOrDefault(name, List.of());
            if (property.getValue().path("type").asString("").equals("array")) {
                List<String> elements = given.isEmpty() ? indexed(name) : given;
                if (!elements.isEmpty()) {
                    object.set(name, list(elements));
                }
            } else if (!given.isEmpty()) {
                object.set(name, scalar(given.get(given.size() - 1)));
            }
        });
        return object;
    }

    /** The number, where the text is written as JSON writes one; else the text. */
    static JsonNode scalar(String value) {
        if (JSON_NUMBER.matcher(value).matches() && value.length() <= LONGEST_NUMBER) {
            return JsonBody.integerIfOne(JsonNodeFactory.instance.numberNode(new BigDecimal(value)));
        }
        return JsonNodeFactory.instance.stringNode(value);
    }

    private static ArrayNode list(List<String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(values.size());
        values.forEach(value -> list.add(scalar(value)));
        return list;
    }

    private List<String> indexed(String name) {
        TreeMap<Integer, List<String>> byIndex = new TreeMap<>();
        values.forEach((field, given) -> {
            if (field.startsWith(name)) {
                Matcher index = INDEX.matcher(field.substring(name.length()));
                if (index.matches()) {
                    byIndex.computeIfAbsent(Integer.valueOf(index.group(1)), none -> new ArrayList<>())
                            .addAll(given);
                }
            }
        });
        return byIndex.values().stream().flatMap(List::stream).toList();
    }

    // A file is no value of a list of integers: it is read as a text that is none either, without looking into it
    private static String text(FileItemStream part) throws IOException {
        if (!part.isFormField()) {
            return "";
        }
        try (InputStream value = part.openStream()) {
            return new String(value.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Multipart(byte[] body, String contentType) implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        @Deprecated
        public int getContentLength() {
            return body.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
