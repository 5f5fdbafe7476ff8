package dev.reevaluate.server.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader of a sampled value waits for nothing that does not answer. */
class SampledTests {

    private final List<Runnable> unanswered = new ArrayList<>();

    @Test
    void theValueIsThatOfNow() {
        int[] value = {1};
        Sampled<Integer> sampled = new Sampled<>(() -> value[0], -1, Runnable::run);

        assertThat(sampled.get()).isEqualTo(1);
        value[0] = 2;
        assertThat(sampled.get()).isEqualTo(2);
    }

    @Test
    void whatIsNotAnsweredIsUnknownAndAskedForOnce() {
        Sampled<Integer> sampled = new Sampled<>(() -> 1, -1, unanswered::add);

        assertThat(sampled.get()).isEqualTo(-1);
        assertThat(sampled.get()).isEqualTo(-1);
        assertThat(unanswered).hasSize(1);

        unanswered.remove(0).run();
        assertThat(sampled.get()).isEqualTo(-1);
        unanswered.remove(0).run();
        assertThat(unanswered).isEmpty();
    }

    @Test
    void whatFailsIsUnknown() {
        Sampled<Integer> sampled = new Sampled<>(
                () -> {
                    throw new IllegalStateException("away");
                },
                -1,
                Runnable::run);

        assertThat(sampled.get()).isEqualTo(-1);
    }
}
