package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An answer of many runs never has all of them in memory. */
class RunsAsWrittenTests {

    private final List<Integer> reads = new ArrayList<>();

    @Test
    void runsAreReadAsTheyAreWritten() {
        Iterator<String> runs = runs(50).iterator();
        assertThat(reads).containsExactly(20);

        for (int i = 0; i < 21; i++) {
            runs.next();
        }

        assertThat(reads).containsExactly(20, 20);
    }

    @Test
    void allThatAreThereAreWrittenInTheirOrder() {
        assertThat(JsonMapper.shared().writeValueAsString(runs(45)))
                .isEqualTo(JsonMapper.shared()
                        .writeValueAsString(LongStream.range(0, 45)
                                .filter(id -> id != 30)
                                .mapToObj(id -> "run " + id)
                                .toList()));
        assertThat(reads).containsExactly(20, 20, 5);
        assertThat(runs(0)).isEmpty();
    }

    private RunsAsWritten<String> runs(int count) {
        return new RunsAsWritten<>(LongStream.range(0, count).boxed().toList(), this::read);
    }

    // 30 is another organization's
    private List<String> read(Collection<Long> ids) {
        reads.add(ids.size());
        return ids.stream().filter(id -> id != 30).map(id -> "run " + id).toList();
    }
}
