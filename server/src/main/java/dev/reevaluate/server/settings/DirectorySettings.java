package dev.reevaluate.server.settings;

import dev.reevaluate.server.SetupException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses directories whose names PostgreSQL would take for something else. */
final class DirectorySettings {

    private static final String DATA = "reevaluate.data-dir";
    private static final String PROGRAMS = "reevaluate.programs-dir";

    private static final Pattern LINE_BREAK = Pattern.compile("[\n\r]");
    // In double quotes, as initdb puts the path of the programs that it calls
    private static final Pattern SPECIAL_IN_A_SHELL = Pattern.compile("[$\"`\n\r]|\\\\\\\\");

    private DirectorySettings() {}

    static void check(ConfigurableEnvironment environment) {
        String data = environment.getProperty(DATA, "data");
        refuseEmptyOrUnwritable(data);
        boolean embedded = environment.getProperty("spring.datasource.url", "").isBlank();
        if (embedded && File.separatorChar == '/') {
            @Nullable String programs = environment.getProperty(PROGRAMS);
            refuse(DATA, data, LINE_BREAK);
            if (programs == null) {
                refuse(DATA, data, SPECIAL_IN_A_SHELL);
            } else {
                refuse(PROGRAMS, programs, SPECIAL_IN_A_SHELL);
            }
        }
    }

    private static void refuseEmptyOrUnwritable(String directory) {
        try {
            // Of a variable that is not set, for instance: it would be the directory that the server is started in
            if (Path.of(directory).toString().isBlank()) {
                throw new SetupException(
                        "reevaluate.data-dir is empty.", "Name a directory, or leave it out for ./data.");
            }
        } catch (InvalidPathException e) {
            throw new SetupException(
                    "reevaluate.data-dir can't be written in this locale.",
                    "Name another directory, or set LC_ALL=C.UTF-8.");
        }
    }

    private static void refuse(String name, String directory, Pattern special) {
        Matcher found = special.matcher(real(Path.of(directory)).toString());
        if (found.find()) {
            throw new SetupException(
                    "The path of %s holds %s, which PostgreSQL's initdb does not take as a part of a name."
                            .formatted(name, found.group().isBlank() ? "a line break" : found.group()),
                    "Name another directory with --%s=DIR, without $, \", `, \\\\ and line breaks in its whole path."
                            .formatted(name));
        }
    }

    // What its links lead to, as far as there is something
    private static Path real(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        for (@Nullable Path there = absolute; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    return there.toRealPath().resolve(there.relativize(absolute));
                } catch (IOException e) {
                    // Told as any directory that can't be used
                    return absolute;
                }
            }
        }
        return absolute;
    }
}
