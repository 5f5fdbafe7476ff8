package dev.reevaluate.document;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes one tree of a document and of the files that it refers to, which become its {@code x-files}. */
final class DocumentFiles {

    static final String FILES = "x-files";

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonMapper WITH_COMMENTS = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
            .build();
    private static final int MOST_ALIASES = 1000;
    private static final Pattern SCHEMA_NAME = Pattern.compile("[A-Za-z0-9._-]+(?<!\\.(yaml|yml|json))");

    private final Function<String, Optional<String>> files;
    private final Map<String, JsonNode> read = new HashMap<>();
    private String root = "";

    /** Takes what returns the text of a file by its name. */
    DocumentFiles(Function<String, Optional<String>> files) {
        this.files = files;
    }

    JsonNode bundled(String text) {
        root = text;
        JsonNode tree = parsed("", text);
        if (!tree.isObject()) {
            throw new UnsupportedSpecFeatureException("#", "this text", "it is no OpenAPI document");
        }
        localise(tree, "#", "");
        if (tree instanceof ObjectNode object && !read.isEmpty()) {
            object.set(FILES, JSON.valueToTree(read));
        }
        return tree;
    }

    static JsonNode parsed(String file, String text) {
        String begin = text.stripLeading();
        if (begin.startsWith("{") || (file.endsWith(".json") && begin.startsWith("/"))) {
            json(file, text);
        }
        try {
            return parsed(text, false);
        } catch (StackOverflowError endless) {
            throw new UnsupportedSpecFeatureException(
                    file + "#", "this YAML", "an anchor stands within itself, or lists do without an end");
        } catch (YamlEngineException | JacksonException unreadable) {
            try {
                return parsed(text, true);
            } catch (YamlEngineException | JacksonException placed) {
                throw new UnsupportedSpecFeatureException(
                        file + "#",
                        "this YAML",
                        String.valueOf(placed.getMessage()).replaceAll("\\s+", " "));
            }
        }
    }

    // The generator takes it for such
    private static void json(String file, String text) {
        try {
            JSON.readTree(text);
        } catch (JacksonException none) {
            boolean commented = isJson(WITH_COMMENTS, text);
            if (!commented && !file.endsWith(".json")) {
                throw new UnsupportedSpecFeatureException(
                        file + "#",
                        "YAML that begins with {",
                        "the generator takes it for JSON: write each key of the first level into a line of its own");
            }
            throw new UnsupportedSpecFeatureException(
                    file + "#",
                    commented ? "a comment in JSON" : "JSON that is none",
                    place(none) + (commented ? "JSON has none: leave it out" : none.getOriginalMessage()));
        }
    }

    // A limit of the library, such as 500 levels, knows no line
    private static String place(JacksonException none) {
        return none.getLocation() == null
                ? ""
                : "line %s: ".formatted(none.getLocation().getLineNr());
    }

    private static boolean isJson(JsonMapper mapper, String text) {
        try {
            return mapper.readTree(text).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    // YAML 1.2 with anchors and merge keys, which a stream of tokens does not resolve. To know the place of each token
    // takes a hundred times the document's memory, and only a broken one needs it
    private static JsonNode parsed(String text, boolean places) {
        Object values = load(settings(places), text);
        UnfoldedSize.check(values);
        JsonNode tree = JSON.valueToTree(values);
        SeparatingTabs.check(text, settings(true));
        return tree;
    }

    private static Object load(LoadSettings settings, String text) {
        return new Load(settings, new NameKeys(settings)).loadFromString(text);
    }

    private static LoadSettings settings(boolean places) {
        return LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setTagConstructors(PlainScalars.CONSTRUCTORS)
                .setUseMarks(places)
                // To be named with their places
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
    }

    private void localise(JsonNode tree, String place, String file) {
        DocumentWalk.each(tree, place, (at, node) -> {
            if (node instanceof ObjectNode object && object.path("$ref").isString()) {
                object.put("$ref", local(object.path("$ref").asString(), at, file));
            }
            if (at.endsWith("/discriminator") && node.path("mapping") instanceof ObjectNode mapping) {
                mapping.propertyNames()
                        .forEach(value -> mapping.put(
                                value, local(reference(mapping.path(value).asString("")), at, file)));
            }
        });
    }

    // A mapping may name a schema in short
    private static String reference(String nameOrReference) {
        return SCHEMA_NAME.matcher(nameOrReference).matches()
                ? "#/components/schemas/" + nameOrReference
                : nameOrReference;
    }

    private String local(String reference, String place, String file) {
        int hash = reference.indexOf('#');
        String name = hash < 0 ? reference : reference.substring(0, hash);
        String fragment = hash < 0 ? "" : OpenApiDocument.escapedPercent(decoded(reference.substring(hash + 1)));
        if (name.contains(":")) {
            throw new UnsupportedSpecFeatureException(
                    place, "$ref to " + reference, "nothing is read from the network while the build or a server runs");
        }
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            throw new UnsupportedSpecFeatureException(
                    place, "$ref to the anchor " + reference, "only pointers are followed");
        }
        if (name.isEmpty()) {
            return file.isEmpty() ? "#" + fragment : "#" + prefix(file) + fragment;
        }
        String other = beside(file, name, place);
        if (!read.containsKey(other)) {
            String text = files.apply(decoded(other))
                    .orElseThrow(() -> new UnsupportedSpecFeatureException(
                            place,
                            "$ref to " + reference,
                            "there is no file " + decoded(other) + " beside openapi.yaml"));
            // A part that refers back to the document, whatever that is called
            if (text.equals(root) && !other.contains("/")) {
                return "#" + fragment;
            }
            JsonNode tree = parsed(other, text);
            read.put(other, tree);
            localise(tree, other + "#", other);
        }
        return "#" + prefix(other) + fragment;
    }

    private static String beside(String file, String name, String place) {
        try {
            return URI.create(file).resolve(name).toString();
        } catch (IllegalArgumentException e) {
            throw new UnsupportedSpecFeatureException(
                    place, "$ref to " + name, "it is no URI: give the file a name of plain letters");
        }
    }

    // A reference is a URI, in which any letter may be written as %XX
    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return encoded;
        }
    }

    private static String prefix(String file) {
        return "/" + FILES + "/" + OpenApiDocument.escaped(file);
    }
}
