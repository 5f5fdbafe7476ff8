package dev.reevaluate.python;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the start of what a program prints, and drops the rest. */
final class Printed extends OutputStream {

    static final int MAX_BYTES = 10_000;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, MAX_BYTES - kept.size());
        kept.write(bytes, offset, room);
        cut |= room < length;
    }

    /** Returns what was printed since the last call; bytes that are no UTF-8 become replacement characters. */
    synchronized String take() {
        String text = kept.toString(StandardCharsets.UTF_8) + (cut ? "\n... (cut here)" : "");
        kept.reset();
        cut = false;
        return text;
    }
}
