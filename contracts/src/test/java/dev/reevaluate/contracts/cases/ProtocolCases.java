package dev.reevaluate.contracts.cases;

import java.util.List;
import java.util.Locale;

/** The cases that hold for every operation: its key, its method, its path. */
final class ProtocolCases {

    private final Sheet sheet;
    private final Operation operation;
    private final Request good;
    private final Keys keys;

    private ProtocolCases(Sheet sheet, GoodRequest good, Keys keys) {
        this.sheet = sheet;
        this.operation = sheet.operation();
        this.good = good.plain();
        this.keys = keys;
    }

    static void add(Sheet sheet, GoodRequest good, Keys keys) {
        ProtocolCases cases = new ProtocolCases(sheet, good, keys);
        sheet.operation().keyHeaders().forEach(cases::key);
        cases.methods();
        cases.paths();
        for (String accept : List.of("*/*", "text/html", "application/xml")) {
            sheet.accepted("headers", "Accept", accept, cases.good.withHeader("Accept", accept));
        }
    }

    private void key(String header) {
        sheet.refused("key", header, "none", 401, good.withoutHeader(header));
        sheet.refused("key", header, "empty", 401, good.withHeader(header, ""));
        sheet.refused("key", header, "unknown", 401, good.withHeader(header, "not-" + keys.all()));
        sheet.refused(
                "key",
                header,
                "in capitals",
                401,
                good.withHeader(header, keys.all().toUpperCase(Locale.ROOT)));
        sheet.refused(
                "key",
                header,
                "in the query",
                401,
                good.withoutHeader(header).withMoreQuery(header + "=" + keys.all()));
        Request readOnly = good.withHeader(header, keys.readOnly());
        if (operation.method().equals("GET")) {
            sheet.accepted("key", header, "read-only", readOnly);
        } else {
            sheet.refused("key", header, "read-only", 403, readOnly);
        }
    }

    private void methods() {
        List<String> declared = operation.api().operations().stream()
                .filter(other -> other.path().equals(operation.path()))
                .map(Operation::method)
                .toList();
        // Once a path
        if (declared.get(0).equals(operation.method())) {
            OpenApi.METHODS.stream()
                    .map(method -> method.toUpperCase(Locale.ROOT))
                    .filter(method -> !declared.contains(method))
                    // HTTP answers a HEAD where it answers a GET
                    .filter(method -> !method.equals("HEAD") || !declared.contains("GET"))
                    .forEach(method -> sheet.refused("method", "paths", method, 405, good.withMethod(method)));
        }
    }

    private void paths() {
        String path = good.path();
        sheet.leadsNowhere("without its slash", good.withPath(path.replaceFirst("/$", "")));
        sheet.leadsNowhere("with a second slash", good.withPath(path + "/"));
        sheet.leadsNowhere("with more behind it", good.withPath(path + "nowhere/"));
        // But for its root, which is where keys are asked for
        int root = path.indexOf('/', 1);
        sheet.leadsNowhere(
                "in capitals",
                good.withPath(path.substring(0, root) + path.substring(root).toUpperCase(Locale.ROOT)));
    }
}
