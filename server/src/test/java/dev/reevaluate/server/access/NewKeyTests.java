package dev.reevaluate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new key is random enough for a hash without salt, or it is refused without being shown. */
class NewKeyTests {

    @Test
    void aRandomKeyIsAcceptedAndLikeNoOther() {
        assertThat(Stream.generate(NewKey::random).limit(1000))
                .doesNotHaveDuplicates()
                .allSatisfy(key -> {
                    assertThat(NewKey.objection(key)).isEmpty();
                    assertThat(key).hasSize(43);
                });
    }

    @Test
    void thirtyTwoCharactersAreEnough() {
        assertThat(NewKey.objection("9b1c5e0a7d2f4486a3c01e5b7d9f2864")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            secret                              | at least 32 random characters, this one has 6
            9b1c5e0a7d2f4486a3c01e5b7d9f286     | at least 32 random characters, this one has 31
            abcabcabcabcabcabcabcabcabcabcabcab | random
            `9b1c5e0a7d2f4486 3c01e5b7d9f2864`  | no space
            9b1c5e0a7d2f4486a3c01e5b7d9f286\u00e4 | ASCII
            """)
    void aWeakKeyIsRefusedAndNotShown(String key, String reason) {
        Optional<String> objection = NewKey.objection(key.translateEscapes());

        assertThat(objection)
                .get()
                .asString()
                .contains(reason, "openssl rand -hex 32")
                .doesNotContain(key);
    }
}
