package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever could put another file in the place of one is told, wherever on the way to it he could. */
class OwnersTests {

    private static final int STRANGER = 12345;

    @TempDir
    private Path folder;

    private Path program;

    @BeforeEach
    void server() throws IOException {
        folder = folder.toRealPath();
        program = Files.createFile(folder.resolve("server.jar"));
    }

    @Test
    void onAWayOfOnesOwnThereIsNoStranger() throws IOException {
        assertThat(owners().strangerOn(folder.resolve("not/there/yet"))).isEmpty();
    }

    @Test
    void theOwnerOfADirectoryAboveIsTold() throws IOException {
        Path theirs = theirs(Files.createDirectory(folder.resolve("theirs")));
        Path ours = Files.createDirectories(theirs.resolve("ours/data"));

        assertThat(owners().strangerOn(ours)).contains(new Owners.Stranger(theirs, "12345"));
    }

    @Test
    void theOwnerOfALinkIsTold() throws IOException {
        Path ours = Files.createDirectory(folder.resolve("ours"));
        Path link = theirs(Files.createSymbolicLink(folder.resolve("link"), ours));

        assertThat(owners().strangerOn(link.resolve("data"))).contains(new Owners.Stranger(link, "12345"));
    }

    @Test
    void theOwnerOfWhatALinkLeadsToIsTold() throws IOException {
        Path theirs = theirs(Files.createDirectory(folder.resolve("theirs")));
        Files.createDirectory(theirs.resolve("ours"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("./nowhere/../theirs/ours"));
        Files.createDirectory(folder.resolve("nowhere"));

        assertThat(owners().strangerOn(link)).contains(new Owners.Stranger(theirs, "12345"));
    }

    @Test
    void whoeverCouldReplaceTheProgramIsTrusted() throws IOException {
        Path home = theirs(Files.createDirectory(folder.resolve("home")));
        program = Files.createFile(home.resolve("server.jar"));

        assertThat(owners().strangerOn(home.resolve("data"))).isEmpty();
    }

    @Test
    void linksThatLeadInACircleAreRefused() throws IOException {
        Path one = folder.resolve("one");
        Path other = Files.createSymbolicLink(folder.resolve("other"), one);
        Files.createSymbolicLink(one, other);

        assertThatThrownBy(() -> owners().strangerOn(one)).isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void theServersJarIsFoundFromInsideAndOutside() throws IOException {
        // The handler of "nested:" is the executable jar's own; only the text matters here.
        URLStreamHandler any = new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                throw new UnsupportedOperationException();
            }
        };
        assertThat(Owners.origin(new URL(null, "jar:nested:/a%20b/server.jar/!BOOT-INF/classes/!/", any)))
                .isEqualTo(new File("/a b/server.jar"));
        assertThat(Owners.origin(URI.create("file:/a%20b/target/classes/").toURL()))
                .isEqualTo(new File("/a b/target/classes"));
    }

    private Owners owners() throws IOException {
        return Owners.trusted(program, folder);
    }

    private static Path theirs(Path place) throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(root, "only root gives a file away");
        Files.setAttribute(place, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
        return place;
    }
}
