package dev.reevaluate.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StubGuideTest {

    @Test
    void theTableInTheReadmeIsTheOneOfTheContracts() throws IOException {
        String choices = new StubGuide(Stubs.CONTRACTS, Spec.load()).choices();

        assertThat(Files.readString(Path.of("../README.md")))
                .as("README.md, \"Choose an answer by what your test sends\": put this table there%n%s", choices)
                .contains(choices);
    }

    @Test
    void theJarOfTheStubsHoldsTheGuide() throws IOException {
        assertThat(Files.readString(Stubs.MAPPINGS.resolveSibling("STUBS.md")))
                .contains("| bulk_evaluate/accepts_multipart | 200 |");
    }
}
