package dev.reevaluate.alien;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracttests.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the library's README shows is what this build compiles and reads. */
class ReadmeTest {

    private static final Path README = Path.of("../contract-tests/README.md");

    @Test
    void theExampleIsTheTestOfTheBoxOffice() throws IOException {
        String test = Files.readString(Path.of("src/test/java/dev/reevaluate/alien/BoxOfficeContractTest.java"));

        assertThat(Files.readString(README)).contains(test.substring(test.indexOf("@ContractTest")));
    }

    @Test
    void thePolicyIsOne() throws IOException {
        Matcher policy = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(README));

        assertThat(policy.find()).isTrue();
        assertThat(Policy.of(policy.group(1)).refusals()).hasSize(10);
    }
}
