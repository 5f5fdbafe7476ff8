package dev.reevaluate.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A type is found by its simple name, whichever module it is in; an exception is recognized by it. */
class NamesTests {

    private static final Pattern EXCEPTION = Pattern.compile("class (\\w+) extends \\w*Exception\\b");

    @Test
    void noSimpleNameStandsForTwoTypes() throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        for (Path file : sources()) {
            places.computeIfAbsent(String.valueOf(file.getFileName()), name -> new ArrayList<>())
                    .add(RepositoryFiles.ROOT.relativize(file).toString());
        }

        assertThat(places).hasSizeGreaterThan(300);
        assertThat(places.values()).filteredOn(files -> files.size() > 1).isEmpty();
    }

    @Test
    void anExceptionIsCalledOne() throws IOException {
        List<String> others = new ArrayList<>();
        for (Path file : sources()) {
            Matcher exception = EXCEPTION.matcher(Files.readString(file));
            while (exception.find()) {
                if (!exception.group(1).endsWith("Exception")) {
                    others.add(exception.group(1));
                }
            }
        }

        assertThat(others).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        return RepositoryFiles.endingWith(".java").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
    }
}
