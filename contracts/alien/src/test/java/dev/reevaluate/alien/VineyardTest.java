package dev.reevaluate.alien;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracttests.cases.ApiUnderTest;
import dev.reevaluate.contracttests.cases.Case;
import dev.reevaluate.contracttests.cases.CaseRequest;
import dev.reevaluate.contracttests.cases.Cases;
import dev.reevaluate.contracttests.junit.ContractFiles;
import dev.reevaluate.validation.OpenApiContract;
import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.RequestValidator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Of a document that is written in quite other ways than ours, cases and validator, which read it apart, think the same. */
class VineyardTest {

    private static final ContractFiles FILES = new ContractFiles(VineyardTest.class);
    private static final String DOCUMENT = "vineyard/openapi.yaml";

    // The validator does not know callers
    static final List<Case> CASES =
            Cases.of(ApiUnderTest.of(FILES.document(DOCUMENT)), FILES.policy("vineyard/policy.yaml")).all().stream()
                    .filter(example -> !example.expected().contains(401))
                    .toList();

    private static final RequestValidator VALIDATOR = new RequestValidator(
            new OpenApiContract(FILES.document(DOCUMENT).root().toString(), none -> Optional.empty()), 1_000_000);

    @ParameterizedTest
    @FieldSource("CASES")
    void theValidatorAnswersEachCaseAsTheDocumentSays(Case example) throws IOException {
        Optional<RequestRefusedException> refused = refusal(example.request());

        assertThat(refused.map(RequestRefusedException::status))
                .as("%s: %s", example, refused.map(RequestRefusedException::body))
                .satisfiesAnyOf(
                        status -> assertThat(status)
                                .hasValueSatisfying(
                                        code -> assertThat(example.expected()).contains(code)),
                        status -> assertThat(status.isEmpty()
                                        && example.expected().stream().anyMatch(code -> code < 400))
                                .isTrue());
    }

    private static Optional<RequestRefusedException> refusal(CaseRequest request) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        try {
            VALIDATOR.validate(
                    new Request(
                            request.method(),
                            URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8),
                            request.query().isEmpty() ? null : request.query(),
                            name -> headers.getOrDefault(name, List.of()),
                            -1,
                            new ByteArrayInputStream(request.body())),
                    false);
            return Optional.empty();
        } catch (RequestRefusedException refused) {
            return Optional.of(refused);
        }
    }
}
