package dev.reevaluate.server.command;

import dev.reevaluate.server.ReevaluateServer;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The jar's entry point: serves, or runs a command. */
public final class Main {

    private Main() {}

    /** Starts the server, which listens until the process is asked to end; or runs a command, and ends with its code. */
    public static void main(String[] args) {
        if (Commands.areAskedForBy(args)) {
            System.exit(Commands.run(System.in, terminal(System.out), terminal(System.err), args));
        }
        ReevaluateServer.main(args);
    }

    private static PrintWriter terminal(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
