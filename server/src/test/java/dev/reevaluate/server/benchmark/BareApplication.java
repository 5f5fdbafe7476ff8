package dev.reevaluate.server.benchmark;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The floor of a start: what the server's libraries take to serve HTTP when there is nothing of ours, and no database. */
// No @Configuration: the scan of the server's own tests would find it
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, DbSchedulerAutoConfiguration.class
        })
class BareApplication {

    /** Serves HTTP, and says so in the words that a measured server says it in. */
    public static void main(String[] args) {
        ConfigurableApplicationContext context = SpringApplication.run(BareApplication.class, args);
        System.out.printf(
                "listens on http://localhost:%s%n", context.getEnvironment().getProperty("local.server.port"));
    }

    /** Makes a jar of it out of the server's: the same libraries in the same form, and this class alone. */
    static Path jar(Path serverJar, Path directory) throws IOException {
        Path jar = Files.copy(serverJar, directory.resolve("bare.jar"));
        String name = BareApplication.class.getName();
        String file = name.replace('.', '/') + ".class";
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path classes = zip.getPath("BOOT-INF/classes");
            delete(classes);
            // What Spring is to call of ours
            delete(zip.getPath("META-INF/spring"));
            Files.delete(zip.getPath("META-INF/spring.factories"));
            Files.createDirectories(classes.resolve(file).getParent());
            Files.copy(Path.of("target/test-classes").resolve(file), classes.resolve(file));
            Path manifest = zip.getPath("META-INF/MANIFEST.MF");
            List<String> lines = Files.readAllLines(manifest);
            lines.replaceAll(line -> line.startsWith("Start-Class:") ? "Start-Class: " + name : line);
            Files.write(manifest, lines);
        }
        return jar;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
