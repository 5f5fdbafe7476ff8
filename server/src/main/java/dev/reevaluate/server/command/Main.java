package dev.reevaluate.server.command;

import dev.reevaluate.server.ReevaluateServer;
import java.io.FileDescriptor;
import java.util.Locale;

/** The jar's entry point: serves, or runs a command. */
public final class Main {

    private Main() {}

    /** Starts the server, which listens until the process is asked to end; or runs a command, and ends with its code. */
    public static void main(String[] args) {
        // With the digits of some locales db-scheduler writes no valid SQL, and answers have no valid headers
        Locale.setDefault(Locale.ROOT);
        if (Commands.areAskedForBy(args)) {
            System.exit(
                    Commands.run(System.in, Terminal.on(FileDescriptor.out), Terminal.on(FileDescriptor.err), args));
        }
        ReevaluateServer.main(args);
    }
}
