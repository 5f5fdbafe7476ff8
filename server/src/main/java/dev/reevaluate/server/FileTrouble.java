package dev.reevaluate.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a file or a directory can't be used, in plain words: Java's own are often the path alone. */
public final class FileTrouble {

    private FileTrouble() {}

    /** Returns the reason, to stand behind a colon. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "the permission for %s is missing".formatted(denied.getFile());
        }
        if (failure instanceof NoSuchFileException missing) {
            return "there is no %s".formatted(missing.getFile());
        }
        if (failure instanceof FileAlreadyExistsException existing) {
            return "%s is in the way".formatted(existing.getFile());
        }
        if (failure instanceof NotDirectoryException file) {
            return "%s is a file, and no directory".formatted(file.getFile());
        }
        @Nullable
        String reason = failure instanceof FileSystemException other ? other.getReason() : failure.getMessage();
        return Objects.requireNonNullElse(reason, "the system does not say why");
    }
}
