package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reevaluate.wiremock.MockWorkspace;
import dev.reevaluate.wiremock.ValidChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key may choose is listed as a whole, or not at all. */
class ValidChoicesTest {

    @TempDir
    private Path directory;

    @Test
    void eachSetOfAgentsIsAChoice() throws IOException {
        assertThat(ValidChoice.of(world(3))).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33})
    void agentsWithMoreChoicesThanCanBeListedAreRefused(int agents) throws IOException {
        MockWorkspace world = world(agents);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValidChoice.of(world))
                .withMessageContaining("%s agents", agents);
    }

    private MockWorkspace world(int agents) throws IOException {
        StringBuilder document = new StringBuilder("""
                organizations: [{id: 1, name: One, balance: 1000}]
                api_keys: [{key: k, organization: 1}]
                projects: [{id: 1, organization: 1, name: P}]
                """);
        StringBuilder results = new StringBuilder("results:\n");
        StringBuilder runs = new StringBuilder("runs:\n");
        StringBuilder enabled = new StringBuilder();
        document.append("agents:\n");
        for (int agent = 1; agent <= agents; agent++) {
            document.append("- {id: %s, project: 1, name: A}\n".formatted(agent));
            results.append("- {id: %1$s, agent: %1$s, name: R}\n".formatted(agent));
            runs.append("- {id: %1$s, result: %1$s, status: completed}\n".formatted(agent));
            enabled.append(agent).append(", ");
        }
        document.append("metrics: [{id: 1, project: 1, name: M, eval_type: numeric, type: llm_judge, agents: [%s]}]\n"
                .formatted(enabled));
        return MockWorkspace.of(Files.writeString(
                directory.resolve("world.yaml"), document.append(results).append(runs)));
    }
}
