package dev.reevaluate.server.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States carry the contract's names. */
class StatusTests {

    @ParameterizedTest
    @EnumSource(Status.class)
    void everyStateIsFoundByItsName(Status status) {
        assertThat(Status.of(status.wireName())).isEqualTo(status);
    }

    @Test
    void thereAreTheTenOfTheContract() {
        assertThat(Status.values())
                .extracting(Status::wireName)
                .containsExactlyInAnyOrder(
                        "running",
                        "completed",
                        "failed",
                        "pending",
                        "in_progress",
                        "evaluating",
                        "in_queue",
                        "timeout",
                        "cancelled",
                        "scaling_up");
    }

    @Test
    void anotherNameIsNone() {
        assertThatThrownBy(() -> Status.of("COMPLETED")).isInstanceOf(IllegalArgumentException.class);
    }
}
