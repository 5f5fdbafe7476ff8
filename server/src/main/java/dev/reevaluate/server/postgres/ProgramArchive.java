package dev.reevaluate.server.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.reevaluate.server.SetupException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The archive of PostgreSQL's programs on the class path, a tar file compressed by xz, made for one platform. */
final class ProgramArchive {

    private static final Logger log = LoggerFactory.getLogger(ProgramArchive.class);

    static final String LOCK = "unpacking.lock";

    /** Lists what was unpacked: size and name of each file. */
    private static final String CONTENTS = "contents";

    private final URL archive;
    private final String name;

    private ProgramArchive(URL archive, String name) {
        this.archive = archive;
        this.name = name;
    }

    static ProgramArchive ofThisPlatform() {
        String platform = system() + "-" + processor();
        URL archive = ProgramArchive.class.getResource("/postgres-%s.txz".formatted(platform));
        if (archive == null) {
            throw new SetupException(
                    "This build of the server brings no PostgreSQL for this platform (%s).".formatted(platform),
                    "Name your own database with --spring.datasource.url=jdbc:postgresql://..., or build the server on"
                            + " this platform.");
        }
        return new ProgramArchive(archive, platform);
    }

    /**
     * Returns the folder with the programs, below the given one, which only the server's user can write to. What an
     * earlier start unpacked from the same archive is used again, unless a file of it is gone or cut off.
     */
    Path unpackInto(Path folder) throws IOException {
        Path programs = folder.resolve(name + "-" + checksum());
        if (isWhole(programs)) {
            return programs;
        }
        // One at a time, within this process and among all
        synchronized (ProgramArchive.class) {
            try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
                    FileLock held = lock.lock()) {
                if (held.isValid() && !isWhole(programs)) {
                    log.info("Unpacking PostgreSQL's programs into {}", programs);
                    Path aside = folder.resolve("unpacking");
                    FileSystemUtils.deleteRecursively(aside);
                    Files.createDirectory(aside, PrivateFolder.permissions("rwx------"));
                    unpack(aside);
                    FileSystemUtils.deleteRecursively(programs);
                    Files.move(aside, programs, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return programs;
    }

    // The checksum that the jar has of it. The jar's reader compares it with the content, xz its own ones.
    private String checksum() throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return "%08x".formatted(jar.getJarEntry().getCrc());
        }
        return "%08x".formatted(connection.getContentLengthLong());
    }

    private static boolean isWhole(Path programs) throws IOException {
        Path contents = programs.resolve(CONTENTS);
        if (!Files.isRegularFile(contents, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        for (String line : Files.readAllLines(contents)) {
            String[] sizeAndName = line.split(" ", 2);
            Path file = programs.resolve(sizeAndName[1]);
            if (!Files.isRegularFile(file) || Files.size(file) != Long.parseLong(sizeAndName[0])) {
                return false;
            }
        }
        return true;
    }

    private void unpack(Path target) throws IOException {
        try (InputStream packed = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(packed), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpackEntry(target, entry, tar);
            }
        }
        StringBuilder contents = new StringBuilder();
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                contents.append("%s %s%n".formatted(Files.size(file), target.relativize(file)));
            }
        }
        PrivateFolder.makeFile(target.resolve(CONTENTS));
        Files.writeString(target.resolve(CONTENTS), contents);
    }

    private static void unpackEntry(Path target, TarArchiveEntry entry, InputStream content) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("an entry leaves the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file, PrivateFolder.permissions("rwx------"));
            return;
        }
        Files.createDirectories(file.getParent(), PrivateFolder.permissions("rwx------"));
        if (entry.isSymbolicLink()) {
            if (!file.resolveSibling(entry.getLinkName()).normalize().startsWith(target)) {
                throw new IOException("a link leaves the archive: " + entry.getName());
            }
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.createFile(file, PrivateFolder.permissions(executable ? "rwx------" : "rw-------"));
            try (OutputStream unpacked = Files.newOutputStream(file)) {
                content.transferTo(unpacked);
            }
        } else {
            throw new IOException("neither file, folder nor link: " + entry.getName());
        }
    }

    private static String system() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux";
    }

    private static String processor() {
        String processor = System.getProperty("os.arch", "");
        // There is no PostgreSQL for Windows on ARM, which runs that of the other processor
        return processor.equals("aarch64") && !system().equals("windows") ? "arm_64" : "x86_64";
    }
}
