package dev.reevaluate.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Something that the stubs can't know, and the server does.
 *
 * @param what it is, in the words of a consumer
 * @param why the stubs can't know it
 * @param cases the names of the cases that are about it, as a regular expression
 */
public record BeyondTheMock(String what, String why, Pattern cases) {

    /** All of the file. */
    public static List<BeyondTheMock> read(Path file) throws IOException {
        return new YAMLMapper()
                .readTree(Files.readAllBytes(file)).values().stream()
                        .map(one -> new BeyondTheMock(
                                one.required("what").asString(),
                                one.required("why").asString(),
                                Pattern.compile(one.required("cases").asString())))
                        .toList();
    }
}
