package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs and passwords lie where no other user of the machine gets at them, or the server does not start. */
class PrivateFolderTests {

    @TempDir
    private Path temporary;

    @Test
    void aFolderIsMadeForItsUserOnly() throws IOException {
        assertThat(permissions(PrivateFolder.make(temporary.resolve("a/b")))).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatWasOpenIsClosed() throws IOException {
        Path open = Files.createDirectory(temporary.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(permissions(PrivateFolder.make(open))).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatAnybodyMayReplaceIsRefused() throws IOException {
        Path everybodys = Files.createDirectory(temporary.resolve("everybodys"));
        Files.setPosixFilePermissions(everybodys, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> PrivateFolder.make(everybodys.resolve("data")))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("writable by all");
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws IOException {
        assumeTrue(PrivateFolder.isRoots(temporary), "only root gives a folder away");
        Path theirs = Files.createDirectory(temporary.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", 12345);

        assertThatThrownBy(() -> PrivateFolder.make(theirs))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("belongs to 12345");
    }

    @Test
    void aFolderInADirectoryOfAnotherUserIsRefusedAndNotMade() throws IOException {
        assumeTrue(PrivateFolder.isRoots(temporary), "only root gives a folder away");
        Path theirs = Files.createDirectory(temporary.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", 12345);
        Path data = theirs.resolve("data");

        assertThatThrownBy(() -> PrivateFolder.make(data))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("The user 12345 could replace " + data);
        assertThat(data).doesNotExist();
    }

    @Test
    void aFolderByALinkOfAnotherUserIsRefused() throws IOException {
        assumeTrue(PrivateFolder.isRoots(temporary), "only root gives a link away");
        Path link =
                Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectory(temporary.resolve("ours")));
        Files.setAttribute(link, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);

        assertThatThrownBy(() -> PrivateFolder.make(link))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("belongs to that user");
    }

    private static String permissions(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }
}
