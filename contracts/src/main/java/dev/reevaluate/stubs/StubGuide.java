package dev.reevaluate.stubs;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What consumers read of the stubs, in Markdown: generated from the contracts, and nowhere written by hand. */
record StubGuide(Contracts contracts, Spec spec) {

    private static final String USUAL_KEY = "demo-key";

    /** Returns what to send to get which answer: the contracts that say so in their metadata. */
    String choices() {
        return "| to get | send |\n|---|---|\n"
                + contracts.all().stream()
                        .filter(contract -> !contract.toGet().isEmpty())
                        .sorted(Comparator.comparingInt(Contract::status)
                                .thenComparing(Contract::step)
                                .thenComparing(Contract::name))
                        .map(contract -> "| %s | %s |\n".formatted(contract.toGet(), telling(contract)))
                        .collect(Collectors.joining());
    }

    /** Returns the whole guide, which lies in the jar beside the stubs. */
    String document(List<BeyondTheMock> beyond) {
        return """
                # The stubs of Reevaluate

                Each of these answers was verified against the real server by the build that made this jar.

                ## Choose an answer by what you send

                %s
                Any other request to a path of the contract gets what a new server answers to it, in any media type, if `reevaluate-wiremock` is on the
                classpath of the WireMock that serves the stubs. The stub runner finds it there by itself, and the mock jar contains it.
                Each accepted request gets a number; whoever looks first at it or its results is told that it is running, from the next look on
                it is completed. Without it, as in stub runner's modes LOCAL and REMOTE, the stubs are plain WireMock: they accept any results and metrics of the demo that go together, else answer what their
                contracts say, and to the rest a 501 that names what to add. They never accept what a new server would refuse.
                A request with the header `Prefer: code=503` gets what a contract recorded for its operation and that status, whatever else it
                says; so it is with `reevaluate-wiremock`, and never on a server.
                A request that its checks refuse is in WireMock's journal of requests too, unless WireMock can't read it at all, such as a
                form with a broken escape. The mock jar keeps the last 1,000 requests, or fewer of large ones: 8 MB of bodies.
                Accepted requests and idempotency keys are remembered until WireMock or its scenarios are reset (`POST /__admin/reset`): what
                was accepted under a key is answered again without a stub, so that a scenario does not go on.
                Your own stub wins over those of the contracts if its priority is 1; what the checks refuse, they refuse before any stub.

                ## What the stubs can't know

                %s
                ## All contracts

                %s""".formatted(choices(), unknowable(beyond), all());
    }

    private static String unknowable(List<BeyondTheMock> beyond) {
        return "| what | why |\n|---|---|\n"
                + beyond.stream()
                        .map(one -> "| %s | %s |\n".formatted(one.what(), one.why()))
                        .collect(Collectors.joining());
    }

    private String all() {
        return "| contract | status | what it promises |\n|---|---|---|\n"
                + contracts.all().stream()
                        .map(contract -> "| %s | %s | %s |\n"
                                .formatted(contract.name(), contract.status(), contract.description()))
                        .collect(Collectors.joining());
    }

    private String telling(Contract contract) {
        return Scenario.allOf(contracts).stream()
                .filter(scenario -> scenario.tells(contract))
                .map(scenario -> "%s; then %s %s"
                        .formatted(sending(scenario.opening()), sending(contract), times(scenario.sceneOf(contract))))
                .findFirst()
                .orElseGet(() -> sending(contract));
    }

    private String sending(Contract contract) {
        String what = contract.method().equals("GET") ? "`GET " + contract.path() + "`" : fields(spec.body(contract));
        return what
                + spec.parameterHeaders(contract).entrySet().stream()
                        .map(header -> ", `%s: %s`".formatted(header.getKey(), header.getValue()))
                        .collect(Collectors.joining())
                + contract.key()
                        .filter(key -> !key.equals(USUAL_KEY))
                        .map(key -> ", key `" + key + "`")
                        .orElse(contract.key().isEmpty() ? ", no key" : "");
    }

    private static String fields(JsonNode body) {
        return body.properties().stream()
                .map(field -> "%s %s".formatted(field.getKey().replaceFirst("_ids$", "s"), ids(field.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String ids(JsonNode list) {
        return list.isEmpty()
                ? "none"
                : list.values().stream().map(JsonNode::asString).collect(Collectors.joining(" and "));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }
}
