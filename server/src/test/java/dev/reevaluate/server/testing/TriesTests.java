package dev.reevaluate.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TriesTests {

    private static final Pattern SEED = Pattern.compile("-Dreevaluate\\.seed=(-?\\d+)");

    @Test
    void aFailureNamesTheSeedThatRepeatsIt() {
        List<String> made = new ArrayList<>();

        Throwable failure = catchThrowable(() -> Tries.run(1_000_000, random -> {
            made.add(Generator.text(8).next(random));
            assertThat(made.get(made.size() - 1)).doesNotContain("e");
        }));

        Matcher seed = SEED.matcher(failure.getMessage());
        assertThat(seed.find()).isTrue();
        assertThat(Generator.text(8).next(new SplittableRandom(Long.parseLong(seed.group(1)))))
                .isEqualTo(made.get(made.size() - 1));
    }

    @Test
    void noTwoTriesAreOfTheSameSeed() {
        List<Long> made = new ArrayList<>();

        Tries.run(100, random -> made.add(random.nextLong()));

        assertThat(made).doesNotHaveDuplicates();
    }

    @Test
    void theEdgesOfARangeComeUp() {
        List<Integer> made = new ArrayList<>();

        Tries.run(
                500, random -> made.add(Generator.between(-1_000_000, 1_000_000).next(random)));

        assertThat(made).contains(-1_000_000, 1_000_000).allMatch(value -> Math.abs(value) <= 1_000_000);
    }
}
