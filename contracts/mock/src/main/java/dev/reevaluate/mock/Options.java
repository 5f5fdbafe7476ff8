package dev.reevaluate.mock;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param allowedOrigins pages that may call from a browser, or {@code *} for all
 * @param workspace the document that is the mock's world; null for the demo
 * @param verbose whether each request gets a line
 */
record Options(
        int port,
        String bindAddress,
        List<String> allowedOrigins,
        @Nullable Path workspace,
        boolean verbose,
        boolean help) {

    static final String USAGE = """
            Usage: java -jar reevaluate-mock.jar [options]

              --port=PORT                 listen on this port, 0 for any free one (default 8090)
              --bind-address=ADDRESS      listen on this address, 0.0.0.0 for all (default 127.0.0.1)
              --allowed-origins=ORIGINS   pages that may call from a browser (CORS), with commas between them, or *
              --workspace=FILE            serve the keys, results and metrics of this document, JSON or YAML, not the demo
              --verbose                   write a line for each request: method, path, status, and what answered it
              --help                      print this and exit
            """;

    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/?#\\s]+");
    private static final int MAX_PORT = 65_535;

    static Options parse(String... args) {
        Options options = new Options(8090, "127.0.0.1", List.of(), null, false, false);
        Set<String> names = new HashSet<>();
        for (String arg : args) {
            String name = arg.split("=", 2)[0];
            if (!names.add(name)) {
                throw new UsageException(name + " is given twice");
            }
            options = options.with(name, arg.substring(name.length()));
        }
        return options;
    }

    /** The same with another option, of which the value begins with an equals sign. */
    private Options with(String name, String given) {
        boolean takesValue = USAGE.contains("  %s=".formatted(name));
        String value = given.isEmpty() ? "" : given.substring(1);
        if (takesValue && value.isBlank()) {
            throw new UsageException("%1$s needs a value: %1$s=...".formatted(name));
        }
        return switch (takesValue ? name + "=" : name + given) {
            case "--port=" -> new Options(port(value), bindAddress, allowedOrigins, workspace, verbose, help);
            case "--bind-address=" -> new Options(port, value, allowedOrigins, workspace, verbose, help);
            case "--allowed-origins=" -> new Options(port, bindAddress, origins(value), workspace, verbose, help);
            case "--workspace=" -> new Options(port, bindAddress, allowedOrigins, file(value), verbose, help);
            case "--verbose" -> new Options(port, bindAddress, allowedOrigins, workspace, true, help);
            case "--help" -> new Options(port, bindAddress, allowedOrigins, workspace, verbose, true);
            default -> throw new UsageException("unknown option " + name + given);
        };
    }

    private static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("\"%s\" can't be written in this locale; LC_ALL=C.UTF-8 can".formatted(text));
        }
    }

    private static List<String> origins(String text) {
        List<String> origins = List.of(text.split(",", -1));
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new UsageException(
                        "\"%s\" is no origin. Write scheme, host and port alone, such as https://app.example.com"
                                .formatted(origin));
            }
        }
        return origins;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("the port must be a number from 0 to %s, not \"%s\"".formatted(MAX_PORT, text));
    }
}
