package dev.reevaluate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reevaluate.validation.OpenApiContract;
import dev.reevaluate.validation.Operation;
import dev.reevaluate.validation.RequestRefusedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract alone says how large a page is. */
class PagingTests {

    private static final Operation LIST = operation("results-v1-list");

    @Test
    void aLargerPageCountsAsTheLargestOfTheContract() {
        long largest = Paging.of(LIST, 1, Long.MAX_VALUE).size();

        assertThat(Paging.of(LIST, 1, largest + 1).size()).isEqualTo(largest);
        assertThat(Paging.of(LIST, 1, largest - 1).size()).isEqualTo(largest - 1);
        assertThat(largest).isLessThan(Long.MAX_VALUE);
    }

    @Test
    void theDescriptionSaysTheSameNumberAsTheSchema() {
        String description = OpenApiContract.load().yaml();
        long largest = Paging.of(LIST, 1, Long.MAX_VALUE).size();

        assertThat(description).contains("Results a page; more than %d counts as %d.".formatted(largest, largest));
    }

    @Test
    void aPageBeyondEveryListIsRefused() {
        assertThatExceptionOfType(RequestRefusedException.class).isThrownBy(() -> Paging.of(LIST, Long.MAX_VALUE, 2));
        assertThatExceptionOfType(RequestRefusedException.class).isThrownBy(() -> new Paging(2, 20).requireElements(0));
    }

    @Test
    void theLastPageHasNoNextAndTheFirstNoPrevious() {
        assertThat(new Paging(1, 2).<Long>next(3, page -> page)).isEqualTo(2);
        assertThat(new Paging(2, 2).<Long>next(4, page -> page)).isNull();
        assertThat(new Paging(1, 2).<Long>previous(page -> page)).isNull();
        assertThat(new Paging(2, 2).<Long>previous(page -> page)).isEqualTo(1);
    }

    @Test
    void theLinkToAnotherPageNamesThePageOnceHoweverTheQueryWroteIt() {
        assertThat(Paging.query(null, 2)).isEqualTo("page=2");
        assertThat(Paging.query("page=1&page_size=5&&search=a%26page%3D7", 2))
                .isEqualTo("page_size=5&search=a%26page%3D7&page=2");
        assertThat(Paging.query("p%61ge=1&page%5B%5D=3", 2)).isEqualTo("page%5B%5D=3&page=2");
    }

    private static Operation operation(String id) {
        return OpenApiContract.load().paths().stream()
                .flatMap(path -> Stream.of(path.operations().values()))
                .flatMap(operations -> operations.stream())
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
