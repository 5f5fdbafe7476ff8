package dev.reevaluate.contracttests.cases;

import dev.reevaluate.contracttests.policy.RefusalReason;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The cases that hold for every operation: its credential, its method, its path. */
final class ProtocolCases {

    private final CaseCollector collector;
    private final OperationUnderTest operation;
    private final GoodRequest goodRequest;
    private final CaseRequest good;

    private ProtocolCases(CaseCollector collector, GoodRequest good) {
        this.collector = collector;
        this.operation = collector.operation();
        this.goodRequest = good;
        this.good = good.plain();
    }

    static void add(CaseCollector collector, GoodRequest good) {
        ProtocolCases cases = new ProtocolCases(collector, good);
        cases.credentials();
        cases.methods();
        cases.paths();
        for (String accept : List.of("*/*", "text/html", "application/xml")) {
            collector.accepted("headers", "Accept", accept, cases.good.withHeader("Accept", accept));
        }
    }

    private void credentials() {
        boolean optional = operation.security().stream().anyMatch(way -> way.isEmpty());
        goodRequest.way().forEach((scheme, credentials) -> {
            String full = credentials.full();
            CaseRequest none = scheme.without(good);
            if (optional) {
                collector.accepted("key", scheme.name(), "none", none);
            } else {
                unauthenticated(scheme, "none", none);
                unauthenticated(scheme, "empty", scheme.sent(good, ""));
            }
            unauthenticated(scheme, "unknown", scheme.sent(good, "not-" + full));
            if (!credentials.knows(full.toUpperCase(Locale.ROOT))) {
                unauthenticated(scheme, "in capitals", scheme.sent(good, full.toUpperCase(Locale.ROOT)));
            }
            if (!scheme.prefix().isEmpty() && !optional) {
                unauthenticated(scheme, "without " + scheme.prefix().strip(), none.withHeader(scheme.name(), full));
            }
            if (!scheme.in().equals("query") && scheme.prefix().isEmpty() && !optional) {
                unauthenticated(
                        scheme, "in the query", none.withMoreQuery(scheme.name() + "=" + BodyFormat.encoded(full)));
            }
            credentials.readOnly().ifPresent(key -> readOnly(scheme, scheme.sent(good, key)));
        });
    }

    private void unauthenticated(SecurityScheme scheme, String what, CaseRequest request) {
        collector.refused("key", scheme.name(), what, RefusalReason.UNAUTHENTICATED, request);
    }

    private void readOnly(SecurityScheme scheme, CaseRequest request) {
        if (Set.of("GET", "HEAD", "OPTIONS").contains(operation.method())) {
            collector.accepted("key", scheme.name(), "read-only", request);
        } else {
            collector.refused("key", scheme.name(), "read-only", RefusalReason.READ_ONLY, request);
        }
    }

    private void methods() {
        List<String> declared = operation.api().operations().stream()
                .filter(other -> other.path().equals(operation.path()))
                .map(OperationUnderTest::method)
                .toList();
        // Once a path
        if (declared.get(0).equals(operation.method())) {
            ApiUnderTest.METHODS.stream()
                    .filter(method -> !declared.contains(method))
                    // HTTP answers a HEAD where it answers a GET
                    .filter(method -> !method.equals("HEAD") || !declared.contains("GET"))
                    .forEach(method -> collector.refused(
                            "method", "paths", method, RefusalReason.UNKNOWN_METHOD, good.withMethod(method)));
        }
    }

    private void paths() {
        String path = good.path();
        if (path.endsWith("/")) {
            collector.leadsNowhere("without its slash", good.withPath(path.substring(0, path.length() - 1)));
            collector.leadsNowhere("with a second slash", good.withPath(path + "/"));
            collector.leadsNowhere("with more behind it", good.withPath(path + "nowhere/"));
        } else {
            collector.leadsNowhere("with a slash behind it", good.withPath(path + "/"));
            collector.leadsNowhere("with more behind it", good.withPath(path + "/nowhere"));
        }
        // But for its root, which may be where credentials are asked for, and its parameters
        int root = operation.path().indexOf('/', 1);
        String template = operation.path();
        if (root > 0 && !template.substring(root).contains("{")) {
            collector.leadsNowhere(
                    "in capitals",
                    good.withPath(path.substring(0, root) + path.substring(root).toUpperCase(Locale.ROOT)));
        } else if (root > 0) {
            int parameter = template.indexOf('{', root);
            collector.leadsNowhere(
                    "in capitals",
                    good.withPath(path.substring(0, root)
                            + path.substring(root, parameter).toUpperCase(Locale.ROOT)
                            + path.substring(parameter)));
        }
    }
}
