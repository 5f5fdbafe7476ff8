package dev.reevaluate.stubs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Something that the stubs can't know, and the server does.
 *
 * @param what it is, in the words of a consumer
 * @param why the stubs can't know it
 */
record BeyondTheMock(String what, String why) {

    /** Returns all of the file. */
    static List<BeyondTheMock> read(Path file) throws IOException {
        return new YAMLMapper()
                .readTree(Files.readAllBytes(file)).values().stream()
                        .map(one -> new BeyondTheMock(
                                one.required("what").asString(),
                                one.required("why").asString()))
                        .toList();
    }
}
