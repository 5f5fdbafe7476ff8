package dev.reevaluate.server.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a command writes to, which remembers why it could not: Java's own forgets it. */
final class Terminal extends PrintWriter {

    private final Remembering stream;

    private Terminal(Remembering stream) {
        super(stream, true, StandardCharsets.UTF_8);
        this.stream = stream;
    }

    /** Writes to standard output or standard error. */
    static Terminal on(FileDescriptor file) {
        return on(new FileOutputStream(file));
    }

    static Terminal on(OutputStream stream) {
        return new Terminal(new Remembering(stream));
    }

    /** Returns what to do where it could not be written, a sentence's beginning without its end. */
    static String advice(PrintWriter unwritten) {
        return unwritten instanceof Terminal terminal && terminal.stream.isAPipeThatNobodyReads()
                ? "Whoever reads it stopped before its end: let it read on"
                : "Look whether the disk is full";
    }

    private static final class Remembering extends FilterOutputStream {

        private @Nullable IOException failure;

        private Remembering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        // Else each byte would be written by itself
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        // "Broken pipe", or "The pipe is being closed"
        private boolean isAPipeThatNobodyReads() {
            return failure != null
                    && String.valueOf(failure.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains("pipe");
        }
    }
}
