package dev.reevaluate.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.RequestContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a form, whose values are texts, in the order of the form. */
record FormFields(Map<String, List<String>> values) {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?");
    private static final int LONGEST_NUMBER = 1000;

    // What stands for a file; as a text it is none either, as no text has such a character
    private static final String FILE = "\0";

    // An index is as short as a form that fits the size limit can use; a longer one names no element
    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");

    static FormFields urlencoded(byte[] body, Charset charset) {
        try {
            return new FormFields(UrlEncoded.form(body, charset));
        } catch (IllegalArgumentException brokenEscape) {
            throw RequestRefusedException.unreadable(ProtocolTexts.BAD_FORM);
        }
    }

    static FormFields multipart(byte[] body, ContentType type) {
        if (type.boundary() == null) {
            throw RequestRefusedException.unreadable(ProtocolTexts.NO_BOUNDARY);
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try {
            FileUpload parser = new FileUpload();
            // The size of the body bounds all its parts
            parser.setPartHeaderSizeMax(Integer.MAX_VALUE);
            FileItemIterator parts = parser.getItemIterator(
                    new Multipart(body, "multipart/form-data; boundary=\"" + type.boundary() + "\""));
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                fields.computeIfAbsent(part.getFieldName(), none -> new ArrayList<>())
                        .add(text(part));
            }
        } catch (FileUploadException | IOException | IndexOutOfBoundsException | IllegalArgumentException malformed) {
            // The library's parser of a part's headers is not prepared for each empty parameter
            throw RequestRefusedException.unreadable(ProtocolTexts.BAD_MULTIPART);
        }
        // A body without the boundary is skipped as a preamble; only the closing boundary alone is a form without
        // fields
        boolean hasContent = body.length > type.boundary().length() + "----\r\n\r\n".length();
        if (fields.isEmpty() && hasContent) {
            throw RequestRefusedException.unreadable(ProtocolTexts.BAD_MULTIPART);
        }
        return new FormFields(fields);
    }

    /**
     * Returns the object that the schema describes. A list is the field repeated ({@code ids=1&ids=2}), as OpenAPI serialises it,
     * or else the field indexed ({@code ids[0]=1&ids[1]=2}), as the vendor's framework also takes it.
     */
    JsonNode toJson(BodyFields fields, Map<String, FormEncoding.ListStyle> lists) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> read = new HashSet<>();
        fields.declared().forEach((name, field) -> {
            FormEncoding.ListStyle style = lists.get(name);
            List<String> given = values.getOrDefault(name, List.of());
            if (field.isList() && style != FormEncoding.ListStyle.JSON) {
                List<String> elements = given.isEmpty() ? indexed(name, read) : split(given, style);
                if (!elements.isEmpty()) {
                    object.set(name, list(elements, field.elements()));
                }
            } else if (!given.isEmpty()) {
                object.set(name, value(given.get(given.size() - 1), field.types()));
            }
        });
        Optional<TextShape> additional = fields.additional();
        values.forEach((name, given) -> {
            String last = given.get(given.size() - 1);
            boolean undeclared = !object.has(name) && !read.contains(name);
            if (undeclared && additional.isPresent()) {
                object.set(name, value(last, additional.get().types()));
            } else if (undeclared && !last.equals(FILE)) {
                // Of no declared type, but there: a rule may ask for it, or count it
                object.put(name, last);
            }
        });
        return object;
    }

    /** Returns the number, where the text is written as JSON writes one; else the text. */
    static JsonNode number(String value) {
        if (value.length() <= LONGEST_NUMBER && JSON_NUMBER.matcher(value).matches()) {
            return JsonBody.integerIfOne(JsonNodeFactory.instance.numberNode(new BigDecimal(value)));
        }
        return JsonNodeFactory.instance.stringNode(value);
    }

    // A text that can't be read as the schema's type stays one, and is refused by its type
    private static JsonNode value(String text, Set<String> types) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (text.equals(FILE)) {
            return types.contains("integer") ? nodes.stringNode("") : nodes.numberNode(0);
        } else if (types.contains("string")) {
            return nodes.stringNode(text);
        } else if (text.isEmpty()) {
            return types.contains("null") ? nodes.nullNode() : nodes.stringNode("");
        } else if (types.contains("integer") || types.contains("number")) {
            return number(text);
        } else if (types.contains("boolean")) {
            return text.equals("true") || text.equals("false")
                    ? nodes.booleanNode(text.equals("true"))
                    : nodes.stringNode(text);
        }
        try {
            return JsonBody.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (RequestRefusedException noJson) {
            return nodes.stringNode(text);
        }
    }

    private static List<String> split(List<String> given, FormEncoding.@Nullable ListStyle style) {
        return style == FormEncoding.ListStyle.COMMAS
                ? given.stream()
                        .flatMap(text -> Arrays.stream(text.split(",", -1)))
                        .toList()
                : given;
    }

    private static ArrayNode list(List<String> values, Set<String> types) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(values.size());
        values.forEach(element -> list.add(value(element, types)));
        return list;
    }

    // Adds the names of the fields that hold an element
    private List<String> indexed(String name, Set<String> read) {
        TreeMap<Integer, List<String>> byIndex = new TreeMap<>();
        values.forEach((field, given) -> {
            if (field.startsWith(name)) {
                Matcher index = INDEX.matcher(field.substring(name.length()));
                if (index.matches()) {
                    read.add(field);
                    byIndex.computeIfAbsent(Integer.valueOf(index.group(1)), none -> new ArrayList<>())
                            .addAll(given);
                }
            }
        });
        return byIndex.values().stream().flatMap(List::stream).toList();
    }

    // A file is no value of any field, and nobody looks into it
    private static String text(FileItemStream part) throws IOException {
        if (!part.isFormField()) {
            return FILE;
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
