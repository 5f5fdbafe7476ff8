package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.POSITIVE;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The cases that the examples of the document make: what they show is accepted. */
final class ExampleCases {

    private final CaseCollector collector;
    private final OperationUnderTest operation;
    private final GoodRequest good;

    private ExampleCases(CaseCollector collector, GoodRequest good) {
        this.collector = collector;
        this.operation = collector.operation();
        this.good = good;
    }

    static void add(CaseCollector collector, GoodRequest good) {
        ExampleCases cases = new ExampleCases(collector, good);
        cases.bodies();
        cases.query();
        cases.others("header");
        cases.others("cookie");
        cases.path();
    }

    private void bodies() {
        operation
                .bodies()
                .forEach(body -> operation
                        .bodyExamples()
                        .forEach((name, example) ->
                                collector.accepted(body.mediaType(), "example", name, good.withBody(body, example))));
    }

    private void query() {
        ParametersUnderTest parameters = operation.parameters("query");
        if (parameters.isEmpty()) {
            collector.accepted("request", "example", "no more than is required", good.plain());
            return;
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String name : parameters.names()) {
            Sample sample = GoodRequest.sample(parameters, name);
            if (sample.known() || fits(parameters, name, sample)) {
                all.set(name, sample.value());
            }
            if (sample.known()) {
                ObjectNode one = GoodRequest.required(operation, "query").set(name, sample.value());
                collector.accepted("query", "example", parameters.fields().urlencoded(one), good.with("query", one));
            }
        }
        collector.accepted("query", "example", "no more than is required", good.plain());
        collector.add(
                "query",
                "",
                "example",
                "every parameter at once",
                POSITIVE,
                collector.decidedByTheData(),
                good.with("query", all));
    }

    // What is made up may be what its schema refuses
    private boolean fits(ParametersUnderTest parameters, String name, Sample sample) {
        return operation
                .api()
                .requests()
                .violations(parameters.schema().path("properties").path(name), sample.value())
                .isEmpty();
    }

    private void others(String in) {
        ParametersUnderTest parameters = operation.parameters(in);
        for (String name : parameters.names()) {
            Sample sample = GoodRequest.sample(parameters, name);
            if (sample.known()) {
                ObjectNode one = GoodRequest.required(operation, in).set(name, sample.value());
                collector.accepted(in, "example", name + ": " + sample.value(), good.with(in, one));
            }
        }
    }

    // The first example is the one that is good; of others, such as an order that can't be cancelled any more, the data
    // decides
    private void path() {
        operation.pathExamples().forEach((name, examples) -> {
            for (Map.Entry<String, JsonNode> example :
                    List.copyOf(examples.entrySet()).subList(1, examples.size())) {
                ObjectNode values = GoodRequest.required(operation, "path").set(name, example.getValue());
                collector.add(
                        "path",
                        name,
                        "example",
                        example.getKey(),
                        POSITIVE,
                        collector.decidedByTheData(),
                        good.with("path", values));
            }
        });
    }
}
