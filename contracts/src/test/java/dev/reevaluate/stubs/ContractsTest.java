package dev.reevaluate.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Spring Cloud Contract only warns of a contract that it can't read, and skips it. Here nothing is skipped. */
class ContractsTest {

    @Test
    void everyContractHasOneGeneratedTestAndOneStub() throws IOException {
        List<String> contracts =
                Stubs.CONTRACTS.all().stream().map(Contract::name).toList();

        assertThat(generatedTests()).containsExactlyInAnyOrderElementsOf(contracts);
        assertThat(stubs()).containsExactlyInAnyOrderElementsOf(contracts);
        assertThat(contracts).isNotEmpty();
    }

    // Of the compiled classes: what is generated and not compiled is not run either
    private static List<String> generatedTests() throws IOException {
        List<String> tests = new ArrayList<>();
        for (Path source : below(Path.of("target/generated-test-sources/contracts"), "Test.java")) {
            String name = source.toFile().getName().replace(".java", "");
            String folder = name.replaceFirst("Test$", "").toLowerCase(Locale.ROOT);
            for (Method method : type(name).getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    tests.add(folder + "/" + method.getName().replaceFirst("^validate_", ""));
                }
            }
        }
        return tests;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("dev.reevaluate.contracts.generated." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " was generated, but not compiled", e);
        }
    }

    private static List<String> stubs() throws IOException {
        return below(Stubs.MAPPINGS, ".json").stream()
                .map(file -> Stubs.MAPPINGS
                        .relativize(file)
                        .toString()
                        .replace('\\', '/')
                        .replaceFirst("\\.json$", ""))
                .filter(name -> !name.startsWith("uncovered/") && !name.startsWith("any_choice/"))
                .toList();
    }

    private static List<Path> below(Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
