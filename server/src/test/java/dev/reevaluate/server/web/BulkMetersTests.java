package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.bulk.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each outcome of a bulk request is counted under the name that ARCHITECTURE.md says. */
class BulkMetersTests {

    private static final Pattern DOCUMENTED =
            Pattern.compile("reevaluate_bulk_requests_total\\{outcome\\}` \\| well-formed requests: ([a-z_, ]+) \\|");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BulkMeters meters = new BulkMeters(registry);

    @Test
    void everyOutcomeIsCountedFromTheStartAndDocumented() throws IOException {
        Matcher documented = DOCUMENTED.matcher(Files.readString(Path.of("ARCHITECTURE.md")));

        assertThat(documented.find()).isTrue();
        assertThat(outcomes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.asList(documented.group(1).split(", ")));
    }

    @Test
    void aRefusalIsCountedUnderItsOwnName() {
        meters.refused(new Refusal.NothingEligible());

        assertThat(registry.counter("reevaluate.bulk.requests", "outcome", "nothing_eligible")
                        .count())
                .isEqualTo(1);
    }

    private List<String> outcomes() {
        return registry.find("reevaluate.bulk.requests").counters().stream()
                .map(counter -> String.valueOf(counter.getId().getTag("outcome")))
                .toList();
    }
}
