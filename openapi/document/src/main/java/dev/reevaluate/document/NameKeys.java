package dev.reevaluate.document;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.ConstructorException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads objects whose keys are the names that are written: no number that would become another text, and no name twice. */
final class NameKeys extends StandardConstructor {

    NameKeys(LoadSettings settings) {
        super(settings);
    }

    @Override
    protected void constructMapping2ndStep(MappingNode node, Map<Object, Object> mapping) {
        Set<String> names = new HashSet<>();
        for (NodeTuple field : node.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode)) {
                throw refused(field.getKeyNode(), "a name that is no text: write it in quotes");
            }
            if (field.getKeyNode() instanceof ScalarNode key && !key.getTag().equals(Tag.MERGE)) {
                check(key);
                // To YAML the number 1 and the text "1" are two keys
                if (!names.add(key.getValue())) {
                    throw refused(key, "found duplicate key " + key.getValue());
                }
            }
        }
        super.constructMapping2ndStep(node, mapping);
    }

    private void check(ScalarNode key) {
        String written = key.getValue();
        if (key.getTag().equals(Tag.NULL)) {
            throw refused(key, "%s is no name: write it in quotes".formatted(written.isEmpty() ? "nothing" : written));
        }
        String read = constructObject(key).toString();
        if (read.equals(written) && key.getTag().equals(Tag.FLOAT)) {
            // As the generator reads it
            read = Double.toString(Double.parseDouble(written));
        }
        if (!read.equals(written)) {
            throw refused(key, "%s would become the name %s: write it in quotes".formatted(written, read));
        }
    }

    private static ConstructorException refused(Node key, String why) {
        return new ConstructorException("while reading a key", Optional.empty(), why, key.getStartMark());
    }
}
