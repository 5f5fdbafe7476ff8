package dev.reevaluate.mock;

/** What the command line asks for. */
record Options(int port, String bindAddress, boolean help) {

    static final String USAGE = """
            Usage: java -jar reevaluate-mock.jar [options]

              --port=PORT             listen on this port, 0 for any free one (default 8090)
              --bind-address=ADDRESS  listen on this address, 0.0.0.0 for all (default 127.0.0.1)
              --help                  print this and exit
            """;

    private static final String PORT = "--port=";
    private static final String BIND_ADDRESS = "--bind-address=";
    private static final int MAX_PORT = 65_535;

    static Options parse(String... args) {
        Options options = new Options(8090, "127.0.0.1", false);
        for (String arg : args) {
            options = options.with(arg);
        }
        return options;
    }

    private Options with(String arg) {
        if (arg.startsWith(PORT)) {
            return new Options(port(arg.substring(PORT.length())), bindAddress, help);
        }
        if (arg.startsWith(BIND_ADDRESS) && arg.length() > BIND_ADDRESS.length()) {
            return new Options(port, arg.substring(BIND_ADDRESS.length()), help);
        }
        if (arg.equals("--help")) {
            return new Options(port, bindAddress, true);
        }
        throw new UsageException("unknown option " + arg);
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
