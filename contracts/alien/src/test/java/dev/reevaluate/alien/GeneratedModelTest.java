package dev.reevaluate.alien;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.boxoffice.model.CardPayment;
import dev.reevaluate.boxoffice.model.NewBooking;
import dev.reevaluate.boxoffice.model.VoucherPayment;
import dev.reevaluate.contracttests.cases.ApiUnderTest;
import dev.reevaluate.contracttests.cases.Case;
import dev.reevaluate.contracttests.cases.Cases;
import dev.reevaluate.contracttests.junit.ContractFiles;
import dev.reevaluate.vineyard.model.Label;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.openapitools.jackson.nullable.JsonNullableJackson3Module;
import tools.jackson.databind.json.JsonMapper;

/** The models that are generated from the document can hold whatever the document allows. */
class GeneratedModelTest {

    private static final ContractFiles FILES = new ContractFiles(GeneratedModelTest.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JsonNullableJackson3Module()).build();

    static final List<Case> ACCEPTED = Cases.of(
                    ApiUnderTest.of(FILES.document("box-office/openapi.yaml")), FILES.policy("box-office/policy.yaml"))
            .all()
            .stream()
            .filter(example -> example.part().equals("application/json")
                    && example.operation().name().equals("POST /box-office/bookings")
                    && example.expected().equals(Set.of(201)))
            .toList();

    @ParameterizedTest
    @FieldSource("ACCEPTED")
    void whatIsAcceptedIsReadable(Case example) {
        NewBooking booking = JSON.readValue(example.request().body(), NewBooking.class);

        assertThat(booking.getSeats()).isNotEmpty();
        assertThat(booking.getPayment()).isInstanceOfAny(CardPayment.class, VoucherPayment.class);
    }

    @Test
    void bothPaymentsAreAmongThem() {
        assertThat(ACCEPTED)
                .map(example -> JSON.readValue(example.request().body(), NewBooking.class)
                        .getPayment())
                .hasAtLeastOneElementOfType(CardPayment.class)
                .hasAtLeastOneElementOfType(VoucherPayment.class);
    }

    @Test
    void namesOfWhichJavaMakesOthersAreReadAndWritten() {
        String label = """
                {"eTag":null,"t_shirt":"M","-1":2,"pH":[3.5],"URL":"a","file":{"id":"b"}}""";

        Label read = JSON.readValue(label, Label.class);

        assertThat(read.geteTag().get()).isNull();
        assertThat(read.gettShirt().get()).isEqualTo("M");
        assertThat(JSON.readTree(JSON.writeValueAsString(read))).isEqualTo(JSON.readTree(label));
        assertThat(JSON.writeValueAsString(new Label())).isEqualTo("{}");
    }
}
