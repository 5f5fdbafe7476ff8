package dev.reevaluate.python.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads frames: four bytes of length, high byte first, then that many bytes of JSON in UTF-8. */
public final class Frames {

    /** The largest frame to the child, in bytes: a chunk of runs. */
    public static final int MAX_REQUEST = 16 << 20;

    /** The largest frame to the parent, in bytes: one outcome, or one question to the judge. */
    public static final int MAX_REPLY = 4 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Frames() {}

    /**
     * Writes one frame, and flushes it.
     *
     * @throws IOException when the other side is gone, or the message is larger than it would read
     */
    public static void write(OutputStream out, Object message, int maxBytes) throws IOException {
        byte[] body = JSON.writeValueAsBytes(message);
        if (body.length > maxBytes) {
            throw new IOException("A frame of %s bytes; at most %s are read".formatted(body.length, maxBytes));
        }
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(body.length);
        data.write(body);
        data.flush();
    }

    /**
     * Reads one frame; never more bytes than the limit.
     *
     * @throws EOFException when the other side is gone
     * @throws IOException when what comes is no frame of this kind
     */
    public static <T> T read(InputStream in, Class<T> type, int maxBytes) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int length = data.readInt();
        if (length < 0 || length > maxBytes) {
            throw new IOException("A frame of %s bytes; at most %s are read".formatted(length, maxBytes));
        }
        byte[] body = new byte[length];
        data.readFully(body);
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException e) {
            throw new IOException("A frame that is no %s".formatted(type.getSimpleName()), e);
        }
    }
}
