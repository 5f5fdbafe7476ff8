package dev.reevaluate.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All contracts that can't be kept are named at once, each by its file, with the next step. */
class ContractCheckTest {

    private static final String FOLDER = "  contracts/src/test/resources/contracts/";
    private static final String KEY = "headers: {X-CEKURA-API-KEY: demo-key}";

    @TempDir
    private Path directory;

    @Test
    void whatIsKeptIsNotNamed() throws IOException {
        ContractCheck check = new ContractCheck();

        check.check(check.read(Path.of("target/contracts")), Spec.load(), Stubs.MAPPINGS);

        assertThat(check.report()).contains("(0 of them)");
        assertThat(check.failed()).isFalse();
    }

    @Test
    void allThatCanNotBeKeptAreNamedWithTheNextStep() throws IOException {
        write("a_list", "{method: GET, urlPath: /test_framework/v1/results/?page=x}", "{status: 200}", true);
        write("a_page", request("page: x"), "{status: 200}", true);
        write("a_text", request("page: x"), "{status: 404, body: {page: [Wrong.]}}", true);
        write("another_text", request("agent_id: x"), "{status: 400, body: {agent_id: [Wrong.]}}", true);
        write("good", request("agent_id: '1'"), "{status: 200}", true);
        write("no_contract", "{method: GET}", "{status: 200}", true);
        write("no_stub", request("agent_id: '1'"), "{status: 200}", false);
        ContractCheck check = new ContractCheck();

        check.check(check.read(directory), Spec.load(), directory);

        assertThat(check.failed()).isTrue();
        assertThat(check.report())
                .doesNotContain("good.yml", "Exception")
                .contains(
                        FOLDER + "x/a_page.yml promises 200, but by openapi.yaml its request gets ",
                        FOLDER
                                + "x/another_text.yml promises 400 {\"agent_id\":[\"Wrong.\"]}, but by openapi.yaml its request"
                                + " gets 400 {\"agent_id\":[\"A valid integer is required.\"]}",
                        FOLDER + "x/no_contract.yml is no contract: ",
                        FOLDER + "x/no_stub.yml got no stub: ",
                        "STOP: contracts can't be kept (",
                        "Next: mend what each of these files sends or promises");
    }

    private static String request(String query) {
        return "{method: GET, urlPath: /test_framework/v1/results/, %s, queryParameters: {%s}}".formatted(KEY, query);
    }

    private void write(String name, String request, String response, boolean stub) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("x"));
        Files.writeString(
                folder.resolve(name + ".yml"),
                "description: It is so.\nrequest: %s\nresponse: %s\n".formatted(request, response));
        if (stub) {
            Files.writeString(folder.resolve(name + ".json"), "{}");
        }
    }
}
