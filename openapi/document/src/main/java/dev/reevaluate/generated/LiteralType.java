package dev.reevaluate.generated;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of Java for whose values the generator writes literals of another type, such as {@code 5} for a Long. */
enum LiteralType {
    BIG_INTEGER(BigInteger.class, "\"?(-?\\d+)\"?", "new BigInteger(\"$1\")"),
    LONG(Long.class, "(-?\\d+)", "$1L"),
    DOUBLE(Double.class, "(-?\\d+)", "$1d"),
    FLOAT(Float.class, "(-?[\\d.]+(?:E-?\\d+)?)", "$1f"),
    BIG_DECIMAL(BigDecimal.class, "(-?[\\d.]+(?:E-?\\d+)?)", "new BigDecimal(\"$1\")"),
    BOOLEAN(Boolean.class, "\"(true|false)\"", "$1"),
    LOCAL_DATE(LocalDate.class, "\"?(\\d[^\"]+)\"?", "LocalDate.parse(\"$1\")"),
    OFFSET_DATE_TIME(OffsetDateTime.class, "\"?(\\d[^\"]+)\"?", "OffsetDateTime.parse(\"$1\")"),
    UUID_TEXT(UUID.class, "\"?(\\p{XDigit}{8}-[^\"]+)\"?", "UUID.fromString(\"$1\")"),
    URI_TEXT(URI.class, "\"?((?!null$)[^\"]+)\"?", "URI.create(\"$1\")");

    private final Class<?> type;
    private final Pattern written;
    private final String right;

    LiteralType(Class<?> type, String written, String right) {
        this.type = type;
        this.written = Pattern.compile(written);
        this.right = right;
    }

    static Optional<LiteralType> called(String simpleName) {
        return Arrays.stream(values())
                .filter(one -> one.simpleName().equals(simpleName))
                .findFirst();
    }

    /** The literal as a value of this type; what is none of those that the generator gets wrong stays. */
    String literal(String code) {
        Matcher wrong = written.matcher(code);
        return wrong.matches() ? wrong.replaceFirst(right) : code;
    }

    String simpleName() {
        return type.getSimpleName();
    }

    String importLine() {
        return "import %s;\n".formatted(type.getName());
    }
}
