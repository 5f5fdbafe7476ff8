package dev.reevaluate.contracttests.cases;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import tools.jackson.databind.JsonNode;

/** The formats of OpenAPI that JSON Schema does not have: how many bits an integer has. */
enum IntegerFormat implements Format {
    INT32("int32", 31),
    INT64("int64", 63);

    private final String format;
    private final int bits;

    IntegerFormat(String format, int bits) {
        this.format = format;
        this.bits = bits;
    }

    /** Without its sign. */
    int bits() {
        return bits;
    }

    @Override
    public String getName() {
        return format;
    }

    @Override
    public boolean matches(ExecutionContext execution, SchemaContext schema, JsonNode value) {
        return !value.isIntegralNumber() || value.bigIntegerValue().bitLength() <= bits;
    }
}
