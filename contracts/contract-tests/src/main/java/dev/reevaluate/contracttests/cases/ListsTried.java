package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.ResolvedSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Lists that a keyword about several elements may have something against: some are good, some are not. */
final class ListsTried {

    private final ValueUnderTest value;
    private final ArrayNode example;
    private final List<JsonNode> tried = new ArrayList<>();

    private ListsTried(ValueUnderTest value) {
        this.value = value;
        this.example = value.example() instanceof ArrayNode list ? list : Sample.list(value.schema(), 0);
    }

    static List<JsonNode> with(ValueUnderTest value, String keyword) {
        ListsTried lists = new ListsTried(value);
        switch (keyword) {
            case "prefixItems" -> lists.positions();
            case "unevaluatedItems" ->
                Stray.VALUES.forEach(
                        stray -> lists.tried.add(lists.example.deepCopy().add(stray)));
            default -> lists.contained();
        }
        return lists.tried;
    }

    private void positions() {
        for (int i = 0; i < example.size(); i++) {
            for (JsonNode stray : Stray.VALUES) {
                tried.add(example.deepCopy().set(i, stray));
            }
        }
    }

    // As many that are meant as there may be, one less, and one more; with as many others as the list needs
    private void contained() {
        ResolvedSchema meant = value.schema().within(schema -> schema.path("contains"));
        Set<Integer> counts = new LinkedHashSet<>();
        int least = value.has("minContains") ? Limits.largest(value.schema(), "minContains") : 1;
        counts.add(least);
        counts.add(least - 1);
        value.limit("maxContains").ifPresent(most -> {
            counts.add(most.asInt());
            counts.add(most.asInt() + 1);
        });
        JsonNode good = Sample.of(value.schema().items().and(meant)).value();
        List<JsonNode> others = Stream.concat(
                        Stream.concat(
                                Stream.of(Sample.of(value.schema().items()).value()),
                                value.schema().items().keyword("enum").stream().flatMap(JsonNode::valueStream)),
                        Stray.VALUES.stream())
                .filter(other -> !value.follows(meant, other))
                .sorted((one, two) -> Boolean.compare(
                        value.follows(value.schema().items(), two),
                        value.follows(value.schema().items(), one)))
                .toList();
        for (int count : counts) {
            if (count >= 0 && count <= FurtherFields.MOST) {
                ArrayNode list = example.arrayNode();
                for (int i = 0; i < count; i++) {
                    list.add(i > 0 && value.isSet("uniqueItems") ? Keywords.another(good, i) : good);
                }
                tried.add(list.deepCopy());
                int size = Math.max(count + 1, Limits.largest(value.schema(), "minItems"));
                for (int i = 0; !others.isEmpty() && list.size() < size && i < FurtherFields.MOST; i++) {
                    list.add(others.get(value.isSet("uniqueItems") ? i % others.size() : 0));
                }
                tried.add(list);
            }
        }
    }
}
