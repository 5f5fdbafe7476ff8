package dev.reevaluate.server.postgres;

import dev.reevaluate.server.Owners;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folders and files that only the user of this process can read or change.
 *
 * <p>On a file system without POSIX permissions (Windows, where none of this was tried) they have what their parent
 * gives them.
 */
final class PrivateFolder {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /**
     * Refuses a folder that holds other people's files: to take it from everybody else would lock them out.
     *
     * @param lock the file that this server makes in each folder that it takes
     * @param ours names of what else it puts into one, or a backup of one has
     * @throws SetupException when there is a file in it that is not ours, and no such lock
     */
    static void refuseForeign(Path folder, String lock, Pattern ours, String option) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        if (Files.exists(folder.resolve(lock))) {
            return;
        }
        Optional<String> foreign;
        try (Stream<Path> files = Files.list(folder)) {
            // A disk of its own has a lost+found
            foreign = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("lost+found"))
                    .filter(ours.asMatchPredicate().negate())
                    .min(Comparator.naturalOrder());
        }
        if (foreign.isPresent()) {
            throw new SetupException(
                    "The directory %s holds files that are not this server's, such as %s; it was left as it is."
                            .formatted(folder.toAbsolutePath().normalize(), foreign.get()),
                    "Name an empty directory with --%s=DIR, or one that does not exist yet.".formatted(option));
        }
    }

    /**
     * Makes the folder, or takes it from everybody else. Returns its real path.
     *
     * @throws SetupException when somebody else owns it, or could put another folder in its place
     */
    static Path make(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.isRegularFile(absolute)) {
            throw new NotDirectoryException(absolute.toString());
        }
        refuseReplaceable(absolute);
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(absolute, permissions("rwx------"));
        }
        Path real = absolute.toRealPath();
        if (POSIX) {
            UserPrincipal user = Owners.userIn(real);
            UserPrincipal owner = Files.getOwner(real);
            if (!owner.equals(user)) {
                throw new SetupException(
                        "The directory %s belongs to %s; this server runs as %s."
                                .formatted(real, owner.getName(), user.getName()),
                        "Start the server as its owner, or name another directory with --reevaluate.data-dir=DIR.");
            }
            refuseWritableByAll(real);
            Files.setPosixFilePermissions(real, OWNER);
        }
        return real;
    }

    /** Makes the file, empty, for the user of this process only. */
    static void makeFile(Path file) throws IOException {
        Files.createFile(file, permissions("rw-------"));
    }

    /** Returns the permissions to make a file or folder with, as {@code rwx------}; none where there are no such. */
    static FileAttribute<?>[] permissions(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Returns whether the system's administrator owns it, for whom PostgreSQL does not run. */
    static boolean isRoots(Path folder) throws IOException {
        return POSIX && Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
    }

    // Whoever may rename a parent's entries may put a folder of his own, with programs of his own, in this one's place.
    private static void refuseReplaceable(Path absolute) throws IOException {
        @Nullable Path parent = absolute.getParent();
        // An own directory of another user is told about in words of its own
        @Nullable Path way = Files.isSymbolicLink(absolute) ? absolute : parent;
        if (way == null) {
            return;
        }
        Optional<Owners.Stranger> stranger =
                Owners.trusted(Owners.program(), way).strangerOn(way);
        if (stranger.isPresent()) {
            throw new SetupException(
                    "The user %s could replace %s, as %s belongs to that user."
                            .formatted(
                                    stranger.get().name(),
                                    absolute,
                                    stranger.get().place()),
                    "Start the server as that user, give the place to this one (chown), or name another directory with"
                            + " --reevaluate.data-dir=DIR.");
        }
    }

    private static void refuseWritableByAll(Path real) throws IOException {
        for (Path parent = real.getParent(); parent != null; parent = parent.getParent()) {
            PosixFileAttributes attributes = Files.readAttributes(parent, PosixFileAttributes.class);
            boolean everybodys = attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
            int mode = (Integer) Files.getAttribute(parent, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            boolean sticky = (mode & 01000) != 0;
            if (everybodys && !sticky) {
                throw new SetupException(
                        "Every user of this machine may replace %s, as %s is writable by all.".formatted(real, parent),
                        "Take that permission away (chmod o-w), or name another directory with --reevaluate.data-dir=DIR.");
            }
        }
    }
}
