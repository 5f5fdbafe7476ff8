package dev.reevaluate.server.credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts are exact, and shown with two decimals, or with up to six where they have them. */
class CreditsTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "0.000000, 0.00",
        "12.4, 12.40",
        "12.400000, 12.40",
        "1E+2, 100.00",
        "0.123456, 0.123456",
        "0.120000, 0.12",
        "0.1230, 0.123",
        "-3.5, -3.50",
        "999999999999.999999, 999999999999.999999"
    })
    void anAmountIsShownWithTwoToSixDecimals(String amount, String shown) {
        assertThat(new Credits(new BigDecimal(amount))).hasToString(shown);
    }

    @Test
    void aMillionMicroCreditsAreOneCredit() {
        assertThat(new Credits(new BigDecimal("0.000001")).times(1_000_000)).hasToString("1.00");
    }

    @Test
    void tenTenthsAreOneCredit() {
        List<BigDecimal> tenths = java.util.Collections.nCopies(10, new BigDecimal("0.1"));

        assertThat(Credits.sum(tenths)).hasToString("1.00");
        assertThat(Credits.sum(List.of()).isZero()).isTrue();
    }

    @Test
    void zeroIsZeroAtAnyScale() {
        assertThat(new Credits(new BigDecimal("0.000000")).isZero()).isTrue();
        assertThat(new Credits(new BigDecimal("0.000001")).isZero()).isFalse();
    }
}
