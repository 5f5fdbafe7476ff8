package dev.reevaluate.contracttests.cases;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import dev.reevaluate.document.MailAddress;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** The formats of texts that JSON Schema does not have, or whose values the library knows by a list of domains. */
enum TextFormat implements Format {
    EMAIL("email") {
        @Override
        boolean holds(String text) {
            return MailAddress.isPlain(text);
        }
    },
    IDN_EMAIL("idn-email") {
        @Override
        boolean holds(String text) {
            return MailAddress.isOfAnyLetters(text);
        }
    },
    BYTE("byte") {
        @Override
        boolean holds(String text) {
            try {
                return text.length() % 4 == 0 && Base64.getDecoder().decode(text) != null;
            } catch (IllegalArgumentException noBase64) {
                return false;
            }
        }
    };

    private final String format;

    TextFormat(String format) {
        this.format = format;
    }

    abstract boolean holds(String text);

    @Override
    public String getName() {
        return format;
    }

    @Override
    public boolean matches(ExecutionContext execution, SchemaContext schema, JsonNode value) {
        return !value.isString() || holds(value.asString());
    }
}
