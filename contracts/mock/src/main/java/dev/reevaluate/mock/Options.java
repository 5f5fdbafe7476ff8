package dev.reevaluate.mock;

import java.nio.file.Path;
import java.util.List;
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
        for (String arg : args) {
            options = options.with(arg);
        }
        return options;
    }

    private Options with(String arg) {
        String[] nameAndValue = arg.split("=", 2);
        String value = nameAndValue.length == 2 ? nameAndValue[1] : "";
        return switch (value.isEmpty() ? arg : nameAndValue[0] + "=") {
            case "--port=" -> new Options(port(value), bindAddress, allowedOrigins, workspace, verbose, help);
            case "--bind-address=" -> new Options(port, value, allowedOrigins, workspace, verbose, help);
            case "--allowed-origins=" -> new Options(port, bindAddress, origins(value), workspace, verbose, help);
            case "--workspace=" -> new Options(port, bindAddress, allowedOrigins, Path.of(value), verbose, help);
            case "--verbose" -> new Options(port, bindAddress, allowedOrigins, workspace, true, help);
            case "--help" -> new Options(port, bindAddress, allowedOrigins, workspace, verbose, true);
            default -> throw new UsageException("unknown option " + arg);
        };
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
        throw new UsageException("the port must be a number from 0 to %d, not \"%s\"".formatted(MAX_PORT, text));
    }
}
