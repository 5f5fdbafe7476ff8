package dev.reevaluate.document;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.constructor.core.ConstructYamlCoreInt;
import org.snakeyaml.engine.v2.exceptions.ConstructorException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads unquoted values: numbers to the last digit, and none that YAML 1.1, which the generator reads, takes for something else. */
final class PlainScalars {

    private static final ConstructNode INTEGERS = new ConstructYamlCoreInt();

    static final Map<Tag, ConstructNode> CONSTRUCTORS = Map.of(
            Tag.STR, node -> read(node, ScalarNode::getValue),
            Tag.INT, node -> read(node, scalar -> finite((Number) INTEGERS.construct(scalar), scalar)),
            Tag.FLOAT, node -> read(node, PlainScalars::decimal),
            Tag.BINARY, PlainScalars::noJson,
            Tag.SET, PlainScalars::noJson);

    private static final Pattern ANOTHER_IN_YAML_1_1 = Pattern.compile(
            "(?i:yes|no|on|off)|[-+]?0[0-9_]+|[-+]?0[ob][0-7_]+|[-+]0x[0-9a-fA-F_]+|0x[0-9a-fA-F]*_[0-9a-fA-F_]*"
                    + "|[-+]?[0-9][0-9_]*_[0-9_]*|[-+]?[0-9]+(_[0-9_]*\\.[0-9_]*|\\.[0-9]*_[0-9_]*)([eE][-+]?[0-9]+)?"
                    + "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
                    + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ]\\s*[0-9]{1,2}:.*)?");

    private PlainScalars() {}

    private static Object noJson(Node node) {
        throw new ConstructorException(
                "while reading a value", Optional.empty(), "JSON has nothing of " + node.getTag(), node.getStartMark());
    }

    private static Object read(Node node, Function<ScalarNode, Object> reader) {
        ScalarNode scalar = (ScalarNode) node;
        if (scalar.getScalarStyle() == ScalarStyle.PLAIN
                && ANOTHER_IN_YAML_1_1.matcher(scalar.getValue()).matches()) {
            throw unusable(
                    scalar,
                    "%s is one value in YAML 1.1 and another one in YAML 1.2: write it in quotes, or a number in decimals"
                            .formatted(scalar.getValue()));
        }
        return reader.apply(scalar);
    }

    private static Object decimal(ScalarNode scalar) {
        try {
            return finite(new BigDecimal(scalar.getValue()), scalar);
        } catch (NumberFormatException e) {
            throw unusable(scalar, "JSON has no number " + scalar.getValue());
        }
    }

    private static Number finite(Number number, ScalarNode scalar) {
        if (Double.isInfinite(number.doubleValue())) {
            throw unusable(scalar, "no double is as large as " + scalar.getValue());
        }
        return number;
    }

    private static ConstructorException unusable(ScalarNode scalar, String why) {
        return new ConstructorException("while reading a value", Optional.empty(), why, scalar.getStartMark());
    }
}
