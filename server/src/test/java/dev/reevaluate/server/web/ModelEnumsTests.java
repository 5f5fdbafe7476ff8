package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the contract takes for a choice of an enum is that choice for the generated code, too. */
class ModelEnumsTests {

    @ParameterizedTest
    @CsvSource({"1, ONE", "01, ONE", "1.0, ONE", "1e0, ONE", "1.50, ONE_AND_A_HALF", "a b, TEXT"})
    void aChoiceIsReadAsTheContractWritesItOrAsTheSameNumber(String text, Offer choice) {
        assertThat(new ModelEnums().getConverter(Offer.class).convert(text)).isEqualTo(choice);
    }

    @Test
    void anotherTextIsNoChoice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelEnums().getConverter(Offer.class).convert("ONE"));
    }

    enum Offer {
        ONE("1"),
        ONE_AND_A_HALF("1.5"),
        TEXT("a b");

        private final String value;

        Offer(String value) {
            this.value = value;
        }

        @Override
        public String toString() {
            return value;
        }
    }
}
