package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.POSITIVE;

import dev.reevaluate.contracttests.policy.RefusalReason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The cases of parameters that are sent twice, in another case, or in bytes that are no text. */
final class RepetitionCases {

    private final CaseCollector collector;
    private final OperationUnderTest operation;
    private final GoodRequest good;

    private RepetitionCases(CaseCollector collector, GoodRequest good) {
        this.collector = collector;
        this.operation = collector.operation();
        this.good = good;
    }

    static void add(CaseCollector collector, GoodRequest good) {
        RepetitionCases cases = new RepetitionCases(collector, good);
        cases.query();
        cases.headers();
    }

    private void query() {
        ParametersUnderTest parameters = operation.parameters("query");
        for (String name : parameters.names()) {
            ObjectNode required = GoodRequest.required(operation, "query");
            CaseRequest others = good.with("query", required.without(name));
            ObjectNode value = JsonNodeFactory.instance
                    .objectNode()
                    .set(name, GoodRequest.sample(parameters, name).value());
            String one = parameters.fields().urlencoded(value);
            CaseRequest twice = others.withMoreQuery(one).withMoreQuery(one);
            // Two numbers are no number; of texts and lists the document does not say, nor of what is empty
            if (parameters.isText(name) || parameters.isList(name) || parameters.isLeftOut(name, value)) {
                collector.open("query", name, typeOf(parameters, name), "twice", twice);
            } else {
                collector.refused(
                        "query", name, typeOf(parameters, name), "twice", RefusalReason.REPEATED_PARAMETER, twice);
            }
            collector.refused(
                    "query",
                    "syntax",
                    name + " in bytes that are not UTF-8",
                    RefusalReason.MALFORMED,
                    others.withMoreQuery(name + "=%FF"));
        }
    }

    private void headers() {
        ParametersUnderTest parameters = operation.parameters("header");
        for (String name : parameters.names()) {
            Sample sample = GoodRequest.sample(parameters, name);
            ObjectNode field = JsonNodeFactory.instance.objectNode().set(name, sample.value());
            List<Map.Entry<String, String>> sent = parameters.fields().written(field);
            String value = sent.isEmpty() ? "" : sent.get(0).getValue();
            CaseRequest others = good.plain().withoutHeader(name);
            collector.add(
                    "header",
                    name,
                    "name",
                    "in small letters",
                    POSITIVE,
                    sample.known() ? collector.accepted() : collector.decidedByTheData(),
                    others.withHeader(name.toLowerCase(Locale.ROOT), value));
            // HTTP has only a list sent in several lines
            if (!parameters.isList(name) && !parameters.isLeftOut(name, field)) {
                collector.refused(
                        "header",
                        name,
                        typeOf(parameters, name),
                        "twice",
                        RefusalReason.REPEATED_PARAMETER,
                        others.withHeader(name, value, value));
            }
        }
    }

    private static String typeOf(ParametersUnderTest parameters, String name) {
        return parameters.fields().schema().property(name).keyword("type").stream()
                .findFirst()
                .map(type -> Keywords.written("type", type))
                .orElse("type");
    }
}
