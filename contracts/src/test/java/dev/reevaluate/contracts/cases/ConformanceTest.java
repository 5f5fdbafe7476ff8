package dev.reevaluate.contracts.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracts.RunningServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The server answers every case as openapi.yaml says, and what it refuses changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest extends RunningServer {

    static final List<Case> ALL = Cases.ofTheContract(OpenApi.load());

    /** What the untouched server answered, for who needs it again. */
    static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();

    private String untouched = "";
    private Http server = new Http("");

    @BeforeAll
    void meetTheServer() {
        server = new Http("http://localhost:" + port);
        untouchedWorkspace();
    }

    private void untouchedWorkspace() {
        startOver();
        untouched = fingerprint();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("ALL")
    void theServerAnswersAsTheContractSays(Case example) {
        Answer answer = server.send(example.request());
        ANSWERS.put(example.name(), answer);
        String after = fingerprint();
        try {
            assertThat(answer.status()).as(answer.body()).isIn(example.expected());
            assertThat(example.operation().objectionsTo(answer)).isEmpty();
            if (answer.status() >= 400 || example.request().method().equals("GET")) {
                assertThat(after).isEqualTo(untouched);
            }
        } finally {
            if (!after.equals(untouched)) {
                untouchedWorkspace();
            }
        }
    }
}
