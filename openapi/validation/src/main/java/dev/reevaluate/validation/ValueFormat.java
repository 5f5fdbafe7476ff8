package dev.reevaluate.validation;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import dev.reevaluate.document.MailAddress;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.databind.JsonNode;

/**
 * The formats that are not the library's: what passes can be held by the generated models, which have types of their own for most
 * of them, and no list of domains decides.
 */
enum ValueFormat implements Format {
    DATE_TIME("date-time", "Datetime has wrong format. Use YYYY-MM-DDThh:mm:ss[.ffffff] and Z or +hh:mm.") {
        @Override
        boolean holds(JsonNode value) {
            return !value.isString()
                    || (Texts.DATE_TIME.matcher(value.asString()).matches()
                            && Texts.isRead(OffsetDateTime::parse, value.asString()));
        }
    },
    DATE("date", "Date has wrong format. Use YYYY-MM-DD.") {
        @Override
        boolean holds(JsonNode value) {
            return !value.isString()
                    || (Texts.DATE.matcher(value.asString()).matches()
                            && Texts.isRead(LocalDate::parse, value.asString()));
        }
    },
    UUID("uuid", "Must be a valid UUID.") {
        @Override
        boolean holds(JsonNode value) {
            return !value.isString() || Texts.UUID.matcher(value.asString()).matches();
        }
    },
    URI("uri", "Must be a valid URI.") {
        @Override
        boolean holds(JsonNode value) {
            return !value.isString()
                    || (Texts.ASCII.matcher(value.asString()).matches()
                            && Texts.isRead(text -> java.net.URI.create(text).getScheme(), value.asString()));
        }
    },
    INT32("int32", ProtocolTexts.NOT_AN_INTEGER) {
        @Override
        boolean holds(JsonNode value) {
            return !value.isNumber()
                    || (value.isIntegralNumber() && value.bigIntegerValue().bitLength() < Integer.SIZE);
        }
    },
    INT64("int64", ProtocolTexts.NOT_AN_INTEGER) {
        @Override
        boolean holds(JsonNode value) {
            return !value.isNumber()
                    || (value.isIntegralNumber() && value.bigIntegerValue().bitLength() < Long.SIZE);
        }
    },
    FLOAT("float", ProtocolTexts.NOT_A_NUMBER) {
        @Override
        boolean holds(JsonNode value) {
            return !value.isNumber() || Float.isFinite(value.decimalValue().floatValue());
        }
    },
    DOUBLE("double", ProtocolTexts.NOT_A_NUMBER) {
        @Override
        boolean holds(JsonNode value) {
            return !value.isNumber() || Double.isFinite(value.decimalValue().doubleValue());
        }
    },
    EMAIL("email", null) {
        @Override
        boolean holds(JsonNode value) {
            return !value.isString() || MailAddress.isPlain(value.asString());
        }
    },
    IDN_EMAIL("idn-email", null) {
        @Override
        boolean holds(JsonNode value) {
            return !value.isString() || MailAddress.isOfAnyLetters(value.asString());
        }
    },
    BYTE("byte", "Must be a valid Base64 text.") {
        @Override
        boolean holds(JsonNode value) {
            return !value.isString() || Texts.isRead(Base64Variants.getDefaultVariant()::decode, value.asString());
        }
    };

    private final String format;
    private final @Nullable String text;

    ValueFormat(String format, @Nullable String text) {
        this.format = format;
        this.text = text;
    }

    abstract boolean holds(JsonNode value);

    @Override
    public String getName() {
        return format;
    }

    @Override
    public boolean matches(ExecutionContext execution, SchemaContext schema, JsonNode value) {
        return holds(value);
    }

    /** Returns what a value that is not of the format is told. */
    static String text(String format) {
        for (ValueFormat known : values()) {
            if (known.format.equals(format) && known.text != null) {
                return known.text;
            }
        }
        return "Ensure this value is of the format %s.".formatted(format);
    }

    /** How such values are written. */
    private static final class Texts {
        private static final Pattern DATE_TIME =
                Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
        private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
        private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
        private static final Pattern UUID =
                Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", Pattern.CASE_INSENSITIVE);

        private Texts() {}

        private static boolean isRead(Function<String, Object> reader, String text) {
            try {
                return reader.apply(text) != null;
            } catch (DateTimeException | IllegalArgumentException e) {
                return false;
            }
        }
    }
}
