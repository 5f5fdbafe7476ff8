package dev.reevaluate.stubs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** All contracts of a directory. */
public record Contracts(List<Contract> all) {

    static Contracts below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return new Contracts(files.filter(file -> file.toString().endsWith(Contract.ENDING))
                    .sorted()
                    .map(file -> Contract.read(root, file))
                    .toList());
        }
    }

    public Contract named(String name) {
        return all.stream()
                .filter(contract -> contract.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
    }
}
