package dev.reevaluate.alien;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.reevaluate.contracttests.junit.ContractTest;
import dev.reevaluate.contracttests.junit.ObservedState;
import dev.reevaluate.contracttests.junit.ServerUnderTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each bug of a server is found, and nothing else is: the tests that fail name it. */
class PlantedBugsTest {

    private static Bug planted = Bug.NONE;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            OLDER_DOCUMENT   | seats[].row, maximum 40: 41 -> 400 | the status is 201
            REFUSES_TOO_LATE | DELETE /box-office/bookings/{bookingId}, path, bookingId, example: admitted -> 204 or 404 or 409 | it was answered 409, and changed what the server keeps
            PLAIN_NOT_FOUND  | -> 404 | the media type "application/json" is not declared
            ANY_CASE_TOKEN   | key, Authorization: in capitals -> 401 | the status is 20
            NO_LOCATION      | POST /box-office/bookings, | the header Location is missing
            """)
    void aBugIsFoundByName(Bug bug, String test, String objection) {
        List<String> failures = failuresOf(bug);

        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure).contains(objection));
        assertThat(failures).anySatisfy(failure -> assertThat(failure).contains(test));
    }

    @Test
    void anOperationThatIsNotWrittenIsToldOnce() {
        assertThat(failuresOf(Bug.NOT_WRITTEN))
                .singleElement()
                .asString()
                .contains("GET /box-office/bookings is not written yet: the server answers 501")
                .endsWith("Next: write it, or take it out of the document");
    }

    @Test
    void whatTheMockDoesNotKnowIsToldWithTheNextStep() {
        assertThat(failuresOf(Bug.NONE, MockedBoxOffice.class))
                .anySatisfy(failure -> assertThat(failure)
                        .contains("GET /box-office/bookings, ", "The mock does not know the answer to this ")
                        .contains("Next: tell the mock what it answers to such a request"));
    }

    private static List<String> failuresOf(Bug bug) {
        return failuresOf(bug, BuggyBoxOffice.class);
    }

    private static List<String> failuresOf(Bug bug, Class<?> tested) {
        planted = bug;
        List<String> failures = new ArrayList<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tested))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable()
                                        .filter(thrown -> result.getStatus() == TestExecutionResult.Status.FAILED)
                                        .ifPresent(failure ->
                                                failures.add(test.getDisplayName() + "\n" + failure.getMessage()));
                            }
                        });
        return failures;
    }

    /** Run by the test above. */
    @ContractTest(
            document = "box-office/openapi.yaml",
            policy = "box-office/policy.yaml",
            reports = "target/planted-bugs")
    static class BuggyBoxOffice implements ServerUnderTest, ObservedState {

        private final BoxOffice boxOffice = new BoxOffice(planted);

        @Override
        public URI url() {
            return boxOffice.url();
        }

        @Override
        public String fingerprint() {
            return boxOffice.bookings().all().toString();
        }

        @Override
        public void restore() {
            boxOffice.bookings().startOver();
        }
    }

    /** Run by a test above: its mock lacks an operation. */
    @ContractTest(
            document = "box-office/openapi.yaml",
            policy = "box-office/policy.yaml",
            reports = "target/planted-bugs")
    static class MockedBoxOffice extends BuggyBoxOffice {

        private final BoxOffice mock = new BoxOffice(Bug.NOT_WRITTEN);

        @Override
        public Optional<URI> mock() {
            mock.bookings().startOver();
            return Optional.of(mock.url());
        }
    }
}
