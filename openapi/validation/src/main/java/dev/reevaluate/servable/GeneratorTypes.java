package dev.reevaluate.servable;

import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Set;

/** Refuses by name schemas that are called as types which the generator (7.25.0) knows itself: it would make no class of them. */
final class GeneratorTypes {

    // Its typeMapping. It goes by the name of the schema, and not by that of the class
    static final Set<String> MAPPED = Set.of(
            "AnyType",
            "array",
            "binary",
            "boolean",
            "ByteArray",
            "char",
            "date",
            "date-time-local",
            "DateTime",
            "decimal",
            "double",
            "file",
            "float",
            "int",
            "integer",
            "long",
            "map",
            "number",
            "object",
            "set",
            "short",
            "string",
            "time-local",
            "UnsignedInteger",
            "UnsignedLong",
            "URI",
            "UUID");

    // Its importMapping, and what else its code imports: pom.xml gives these names, with a small first letter, too, to
    // ModelFile and so on
    static final Set<String> IMPORTED = Set.of(
            "AnyType",
            "ApiModel",
            "ApiModelProperty",
            "Array",
            "ArrayList",
            "Arrays",
            "BigDecimal",
            "BigInteger",
            "ByteArray",
            "Controller",
            "CookieValue",
            "Date",
            "DateTime",
            "DateTimeFormat",
            "Exception",
            "File",
            "Generated",
            "HashMap",
            "HttpHeaders",
            "HttpMethod",
            "HttpStatus",
            "IOException",
            "IllegalArgumentException",
            "JsonAdapter",
            "JsonCreator",
            "JsonDeserialize",
            "JsonIgnore",
            "JsonIgnoreProperties",
            "JsonInclude",
            "JsonNullable",
            "JsonProperty",
            "JsonReader",
            "JsonSetter",
            "JsonSubTypes",
            "JsonTypeInfo",
            "JsonTypeName",
            "JsonValue",
            "JsonWriter",
            "LinkedHashSet",
            "LocalDateTime",
            "Locale",
            "Map",
            "MediaType",
            "MultipartFile",
            "NotNull",
            "Nullable",
            "Nulls",
            "Objects",
            "Optional",
            "Override",
            "ParameterObject",
            "PathVariable",
            "RequestBody",
            "RequestHeader",
            "RequestMapping",
            "RequestParam",
            "ResponseEntity",
            "Schema",
            "SerializedName",
            "Set",
            "String",
            "StringBuilder",
            "Timestamp",
            "TypeAdapter",
            "URI",
            "UUID",
            "UnsignedInteger",
            "UnsignedLong");

    private GeneratorTypes() {}

    /** Refuses by name the schema of this name, of which a class should be made. */
    static void check(String at, String name) {
        String java = JavaNames.className(name);
        if (MAPPED.contains(name)) {
            throw refused(at, name, name);
        }
        if (IMPORTED.contains(java) && !name.substring(1).equals(java.substring(1))) {
            throw refused(at, name, java);
        }
    }

    /** Returns how Java calls the class of the schema of this name, unless it is refused. */
    static String className(String at, String name) {
        check(at, name);
        String java = JavaNames.className(name);
        return IMPORTED.contains(java) ? "Model" + java : java;
    }

    private static UnsupportedSpecFeatureException refused(String at, String name, String type) {
        return new UnsupportedSpecFeatureException(
                at,
                "a schema called " + name,
                "the generator takes it for a type %s of its own: give it another name, or title".formatted(type));
    }
}
