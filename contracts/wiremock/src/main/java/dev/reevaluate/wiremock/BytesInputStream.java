package dev.reevaluate.wiremock;

import java.io.ByteArrayInputStream;
import wiremock.jakarta.servlet.ReadListener;
import wiremock.jakarta.servlet.ServletInputStream;

/** A body that is here already. */
final class BytesInputStream extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    BytesInputStream(byte[] body) {
        this.bytes = new ByteArrayInputStream(body);
    }

    @Override
    public int read() {
        return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return bytes.read(buffer, offset, length);
    }

    /** In one piece, and not by way of a buffer of thousands of bytes. */
    @Override
    public byte[] readAllBytes() {
        return bytes.readAllBytes();
    }

    @Override
    public boolean isFinished() {
        return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("WireMock reads while it waits");
    }
}
