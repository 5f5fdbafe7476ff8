package dev.reevaluate.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Numbers have the same digits in whatever locale a server, a stub or a build runs: what speaks to programs is English. */
class DigitsTests {

    // %s writes a number as it is, %d with the digits of the default locale
    private static final Pattern OF_A_LOCALE = Pattern.compile("%[-+ 0,(#]*\\d*(\\.\\d+)?[dfeg]\\b");

    private static final int BEFORE = 60;

    @Test
    void noTextIsWrittenWithTheDigitsOfALocale() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : RepositoryFiles.endingWith(".java")) {
            if (file.toString().contains("/src/main/")) {
                String statements = Files.readString(file).replaceAll("\\s+", " ");
                OF_A_LOCALE
                        .matcher(statements)
                        .results()
                        .map(number -> statements.substring(Math.max(0, number.start() - BEFORE), number.end()))
                        .filter(statement -> !statement.contains("Locale.ROOT"))
                        .forEach(statement -> found.add(file.getFileName() + ": " + statement));
            }
        }

        assertThat(found).isEmpty();
    }
}
