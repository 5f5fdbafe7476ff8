package dev.reevaluate.server.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A command as it was called, and what became of it. */
record CommandCall(int code, String out, String err) {

    static CommandCall of(String... arguments) {
        return withInput("", arguments);
    }

    static CommandCall withInput(String input, String... arguments) {
        StringWriter out = new StringWriter();
        return call(input, out, arguments);
    }

    /** Nothing can be written to standard output. */
    static CommandCall onAFullDisk(String... arguments) {
        Writer full = Writer.nullWriter();
        try {
            full.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return call("", full, arguments);
    }

    private static CommandCall call(String input, Writer out, String... arguments) {
        StringWriter err = new StringWriter();
        int code = Commands.run(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                // A command switches the log off, in all of this process.
                Stream.concat(Stream.of(arguments), Stream.of("--logging.level.root=info"))
                        .toArray(String[]::new));
        return new CommandCall(code, out.toString(), err.toString());
    }
}
