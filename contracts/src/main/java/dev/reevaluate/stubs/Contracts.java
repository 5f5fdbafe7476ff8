package dev.reevaluate.stubs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** All contracts of a directory. */
public record Contracts(List<Contract> all) {

    static Contracts below(Path root) throws IOException {
        return below(root, (name, objection) -> {
            throw new IllegalArgumentException(name + " " + objection);
        });
    }

    /** Tells what is no contract, by its name and with the reason, and returns the others. */
    static Contracts below(Path root, BiConsumer<String, String> broken) throws IOException {
        List<Contract> all = new ArrayList<>();
        for (Path file : files(root)) {
            String name = Contract.nameOf(root, file);
            try {
                all.add(Contract.read(name, file));
            } catch (IllegalArgumentException e) {
                broken.accept(name, "is no contract: " + e.getMessage());
            }
        }
        return new Contracts(List.copyOf(all));
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(Contract.ENDING))
                    .sorted()
                    .toList();
        }
    }

    public Contract named(String name) {
        return all.stream()
                .filter(contract -> contract.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
    }
}
