package dev.reevaluate.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All contracts of a directory, and what they tell of the keys together. */
record Contracts(List<Contract> all) {

    static Contracts below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return new Contracts(files.filter(file -> file.toString().endsWith(Contract.ENDING))
                    .sorted()
                    .map(file -> Contract.read(root, file))
                    .toList());
        }
    }

    Contract named(String name) {
        return all.stream()
                .filter(contract -> contract.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
    }

    /** The keys that the server knows: those that some contract gets another answer with than 401. */
    Set<String> knownKeys() {
        return keys(all.stream().filter(contract -> contract.status() != 401));
    }

    /** The known keys that may do what the contract does: those that no contract is refused with there. */
    Set<String> keysThatMay(Contract contract) {
        Set<String> keys = new TreeSet<>(knownKeys());
        keys.removeAll(keys(all.stream()
                .filter(other -> other.status() == 403
                        && other.method().equals(contract.method())
                        && other.path().equals(contract.path()))));
        return keys;
    }

    private static Set<String> keys(Stream<Contract> contracts) {
        return contracts.flatMap(contract -> contract.key().stream()).collect(Collectors.toCollection(TreeSet::new));
    }
}
