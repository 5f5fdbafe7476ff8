package dev.reevaluate.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler takes for changed: files that the generator wrote with another content than at the last build. */
class UnchangedFilesTests {

    private static final FileTime LAST_BUILD = FileTime.from(Instant.parse("2026-05-01T10:00:00Z"));
    private static final FileTime THIS_BUILD = FileTime.from(Instant.parse("2026-05-01T11:00:00Z"));

    @TempDir
    private Path target;

    private Path directory;

    @BeforeEach
    void buildOnce() throws IOException {
        directory = target.resolve("generated");
        generate("shop/model/Order.java", "class Order {}", LAST_BUILD);
        generate("shop/model/Item.java", "class Item {}", LAST_BUILD);
        UnchangedFiles.keepTimes(directory);
    }

    @Test
    void aFileThatCameOutAsBeforeHasItsTimeOfThen() throws IOException {
        Path order = generate("shop/model/Order.java", "class Order {}", THIS_BUILD);

        UnchangedFiles.keepTimes(directory);

        assertThat(Files.getLastModifiedTime(order)).isEqualTo(LAST_BUILD);
    }

    @Test
    void aFileThatCameOutOtherwiseIsNewAlsoIfItIsAsLongAsBefore() throws IOException {
        Path item = generate("shop/model/Item.java", "class Itex {}", THIS_BUILD);

        UnchangedFiles.keepTimes(directory);

        assertThat(Files.getLastModifiedTime(item)).isEqualTo(THIS_BUILD);
    }

    @Test
    void whatChangesBackHasNotTheTimeThatItHadFirst() throws IOException {
        generate("shop/model/Item.java", "class Item { int price; }", THIS_BUILD);
        UnchangedFiles.keepTimes(directory);
        FileTime next = FileTime.from(THIS_BUILD.toInstant().plusSeconds(60));
        Path item = generate("shop/model/Item.java", "class Item {}", next);

        UnchangedFiles.keepTimes(directory);

        assertThat(Files.getLastModifiedTime(item)).isEqualTo(next);
    }

    @Test
    void aFileThatWasNotThereBeforeIsNew() throws IOException {
        Path price = generate("shop/api/PriceApi.java", "interface PriceApi {}", THIS_BUILD);

        UnchangedFiles.keepTimes(directory);

        assertThat(Files.getLastModifiedTime(price)).isEqualTo(THIS_BUILD);
    }

    private Path generate(String name, String code, FileTime time) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, code);
        return Files.setLastModifiedTime(file, time);
    }
}
