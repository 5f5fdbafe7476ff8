package dev.reevaluate.server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether another user could put something else in the place of a file: whoever owns it, a directory that it lies in, or a
 * link that leads there. Trusted are root, the user of this process, and who could replace the server's program by the same means.
 *
 * <p>On a file system without POSIX owners (Windows, where none of this was tried) nobody is a stranger.
 */
public final class Owners {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    // By its number, as it may have no name
    private static final String ROOT = "0";
    // As Linux has it
    private static final int MAX_LINKS = 40;

    private final Set<UserPrincipal> trusted;

    private Owners(Set<UserPrincipal> trusted) {
        this.trusted = trusted;
    }

    /** Returns whom a server trusts that runs from this jar or directory of classes, and has files in the directory. */
    public static Owners trusted(Path program, Path directory) throws IOException {
        Set<UserPrincipal> trusted = new HashSet<>();
        if (POSIX) {
            trusted.add(userIn(directory));
            trusted.add(FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ROOT));
            for (Path place : way(program)) {
                trusted.add(owner(place));
            }
        }
        return new Owners(trusted);
    }

    /** Returns the first file, directory or link on the way to the path that a stranger owns. */
    public Optional<Stranger> strangerOn(Path path) throws IOException {
        if (POSIX) {
            for (Path place : way(path)) {
                if (!trusted.contains(owner(place))) {
                    return Optional.of(new Stranger(place, owner(place).getName()));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the jar or directory of classes that this server runs from. */
    public static Path program() {
        return origin(Owners.class.getProtectionDomain().getCodeSource().getLocation())
                .toPath()
                .toAbsolutePath()
                .normalize();
    }

    /** Returns the jar or directory that code of this origin was loaded from: {@code jar:nested:/server.jar/!BOOT-INF/classes/!/} in an executable jar. */
    static File origin(URL location) {
        String text = location.toString();
        if (!text.startsWith("jar:")) {
            return new File(URI.create(text));
        }
        String outermost = text.substring("jar:".length()).split("/?!", 2)[0];
        return new File(URI.create(outermost.replaceFirst("^nested:", "file:")));
    }

    /** Returns the user of this process: what it makes is his, whatever the system calls him. */
    public static UserPrincipal userIn(Path directory) throws IOException {
        Path probe = Files.isDirectory(directory) && Files.isWritable(directory)
                ? Files.createTempFile(directory, "owner", "")
                : Files.createTempFile("owner", "");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static UserPrincipal owner(Path place) throws IOException {
        return Files.getOwner(place, LinkOption.NOFOLLOW_LINKS);
    }

    // From the root to the file, as far as there is something, by way of what the links lead to
    private static List<Path> way(Path path) throws IOException {
        Path at = path.toAbsolutePath().getRoot();
        List<Path> way = new ArrayList<>(List.of(at));
        Deque<Path> names = new ArrayDeque<>();
        path.toAbsolutePath().forEach(names::add);
        int links = 0;
        while (!names.isEmpty()) {
            Path next = at.resolve(names.pop()).normalize();
            if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                break;
            }
            way.add(next);
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            Path target = Files.readSymbolicLink(next);
            at = target.isAbsolute() ? target.getRoot() : at;
            List<Path> parts = new ArrayList<>();
            target.forEach(parts::add);
            for (int i = parts.size() - 1; i >= 0; i--) {
                names.push(parts.get(i));
            }
        }
        return way;
    }

    /**
     * A user who is not trusted, and what he could replace.
     *
     * @param place what belongs to him
     * @param name how the system calls him
     */
    public record Stranger(Path place, String name) {}
}
