package dev.reevaluate.server.workspace;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.springframework.core.io.Resource;

/** Tells documents apart by their bytes. */
final class DocumentDigest {

    private DocumentDigest() {}

    /**
     * Returns the SHA-256 of the document.
     *
     * @throws BadWorkspaceException when it can't be read
     */
    static byte[] of(Resource document) {
        try (InputStream input = document.getInputStream()) {
            MessageDigest digest = Sha256.digest();
            new DigestInputStream(input, digest).transferTo(OutputStream.nullOutputStream());
            return digest.digest();
        } catch (IOException e) {
            throw BadWorkspaceException.at("the start", "can't be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }
}
