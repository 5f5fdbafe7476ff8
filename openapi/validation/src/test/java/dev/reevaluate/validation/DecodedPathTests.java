package dev.reevaluate.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An escape is a percent sign and two digits of a hexadecimal number; a path with another is left as it came. */
class DecodedPathTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "%4", "%zz", "%%", "%%41", "%u0041", "%+1", "%-1", "% 1", "%1g", "a%", "a/%/b", ";a=%"})
    void whatIsNoEscapeIsLeftAsItCame(String path) {
        assertThat(DecodedPath.isDecodable(path)).isFalse();
        assertThat(DecodedPath.of(path)).isEqualTo(path);
    }

    @Test
    void whatIsOneIsDecoded() {
        assertThat(DecodedPath.isDecodable("%41+%e2%82%AC")).isTrue();
        assertThat(DecodedPath.of("/%41+b;c=%64/%e2%82%AC")).isEqualTo("/A+b/€");
    }
}
