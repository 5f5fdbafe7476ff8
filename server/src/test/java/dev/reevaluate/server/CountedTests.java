package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTests {

    @Test
    void onlyOneIsOne() {
        assertThat(Counted.of(0, "run")).isEqualTo("0 runs");
        assertThat(Counted.of(1, "ledger entry")).isEqualTo("1 ledger entry");
        assertThat(Counted.of(2, "ledger entry")).isEqualTo("2 ledger entries");
        assertThat(Counted.of(2, "api_key")).isEqualTo("2 api_keys");
        assertThat(Counted.word(1, "is", "are")).isEqualTo("is");
    }
}
