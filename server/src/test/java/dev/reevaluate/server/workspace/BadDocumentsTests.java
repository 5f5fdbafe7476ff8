package dev.reevaluate.server.workspace;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;

/** A document that is not as documented is refused with the place and the reason, and nothing of it is loaded. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadDocumentsTests {

    private static final String SECRET = "sk-9f3a77c1d2b04e6585fa0c7b3e9d1642";

    private final World world;
    private final Workspaces workspaces;
    private final BulkEvaluation bulk;

    @Autowired
    BadDocumentsTests(World world, Workspaces workspaces, BulkEvaluation bulk) {
        this.world = world;
        this.workspaces = workspaces;
        this.bulk = bulk;
    }

    // Once for all of them: none may change anything.
    @BeforeAll
    void twoOrganizations() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 10}, {id: 2, name: Two}]
                projects: [{id: 1, organization: 1, name: First}, {id: 2, organization: 2, name: Foreign}]
                agents: [{id: 1, project: 1, name: A}]
                metrics: [{id: 11, project: 1, name: M, eval_type: numeric, function_name: get_latency, cost: 4, agents: [1]}]
                results: [{id: 101, agent: 1, name: R}]
                runs: [{id: 1001, result: 101, status: completed}]
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            projects: [{id: 3, organization: 1, name: P, nmae: Q}]            | projects[0], line 1 | nmae
            projects: [{id: 3, organization: 1}]                              | projects[0], line 1 | name
            projects: [{id: "3", organization: 1, name: P}]                   | projects[0].id, line 1 | integer
            projects: [{id: 3.5, organization: 1, name: P}]                   | projects[0].id, line 1 | integer
            projects: [{id: 9223372036854775808, organization: 1, name: P}]   | projects[0].id, line 1 | 9223372036854775807
            projects: [{id: 3, organization: 1, name: ""}]                    | projects[0].name, line 1 | must not be empty
            projects: [3]                                                     | projects[0], line 1 | object
            projects: {id: 3}                                                 | projects, line 1 | list
            project: [{id: 3, organization: 1, name: P}]                      | line 1, column 1 | organizations
            [{id: 3}]                                                         | the start | object
            just words                                                        | the start | object
            results: [{id: 102, agent: 1, name: S, status: done}]             | results[0].status, line 1 | timeout
            runs: [{id: 1002, result: 101}]                                   | runs[0], line 1 | status
            runs: [{id: 1, result: 101, status: completed, executed_at: soon}] | runs[0].executed_at, line 1 | a time with its zone
            runs: [{id: 1, result: 101, status: completed, duration: -1}]     | runs[0].duration, line 1 |
            runs: [{id: 1, result: 101, status: completed, transcript_object: {}}] | runs[0].transcript_object, line 1 | expected a list or null, not an object
            agents: [{id: 1, project: 1, name: A, webhook_url: "ftp://h/"}]    | agents[0].webhook_url, line 1 |
            agents: [{id: 1, project: 1, name: A, webhook_url: "http://u:p@h/"}] | agents[0].webhook_url, line 1 |
            agents: [{id: 1, project: 1, name: A, webhook_url: "http://h/#x"}] | agents[0].webhook_url, line 1 |
            agents: [{id: 1, project: 1, name: A, webhook_url: "http://h/\\r\\nX: y"}] | agents[0].webhook_url, line 1 |
            agents: [{id: 1, project: 1, name: A, webhook_url: "http://h", webhook_secret: "a\\r\\nX: y"}] | agents[0].webhook_secret, line 1 |
            projects: [{id: 1, organization: 1, name: P, webhook_secret: s}]  | projects[0], line 1 | webhook_url
            projects: [{id: 1, organization: 1, name: P, webhook_url: "http://h", webhook_secret: "a b"}] | projects[0].webhook_secret, line 1 |
            projects: [{id: 1, organization: 1, name: P, webhook_url: "http://h", webhook_secret: whsec_}] | projects[0].webhook_secret, line 1 | a key behind whsec_
            organizations: [{id: 3, name: X, balance: 0.0000001}]             | organizations[0].balance, line 1 |
            organizations: [{id: 3, name: X, balance: .inf}]                  | line 1, column 47 | a number that can't be read
            organizations: [{id: 3, name: X, balance: -1}]                    | organizations[0].balance, line 1 |
            organizations: [{id: 3, name: X, balance: "1,5"}]                 | organizations[0].balance, line 1 |
            metrics: [{id: 12, project: 1, name: N, eval_type: numeric}]      | metrics[0], line 1 |
            metrics: [{id: 12, project: 1, name: N, eval_type: five, type: llm_judge}] | metrics[0].eval_type, line 1 | binary
            metrics: [{id: 12, project: 1, name: N, eval_type: numeric, type: llm_judge, cost: 10000}] | metrics[0].cost, line 1 |
            """)
    void whatTheSchemaDoesNotAllowIsRefusedWhereItStands(String document, String place, String reason) {
        assertThat(refusal(document)).startsWith(place + ":").contains(reason == null ? "" : reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            projects: [{id: 3, organization: 9, name: P}]          | projects[0].organization: there is no organization 9
            agents: [{id: 2, project: 9, name: B}]                 | agents[0].project: there is no project 9
            api_keys: [{key: k-9b1c5e0a7d2f4486a3c01e5b7d9f2864, organization: 9}]            | api_keys[0].organization: there is no organization 9
            api_keys: [{key: k-9b1c5e0a7d2f4486a3c01e5b7d9f2864, organization: 1, project: 9}]      | api_keys[0].project: there is no project 9
            results: [{id: 1, agent: 1, name: R}, {id: 2, agent: 9, name: R}] | results[1].agent: there is no agent 9
            runs: [{id: 1, result: 9, status: completed}]          | runs[0].result: there is no result 9
            metrics: [{id: 12, project: 1, name: N, eval_type: numeric, type: llm_judge, agents: [1, 9]}] | metrics[0].agents: there is no agent 9
            """)
    void aReferenceToNothingIsRefused(String document, String refusal) {
        assertThat(refusal(document)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agents: [{id: 2, project: 1, name: B}, {id: 3, project: 1, name: C}, {id: 2, project: 1, name: D}] | agents[2]: the id 2 appears twice
            agents: [{id: 2, project: 1, name: B}, {id: 2.0, project: 1, name: D}] | agents[1]: the id 2 appears twice
            api_keys: [{key: k, organization: 1}, {key: k, organization: 2}] | api_keys[1]: the key appears twice
            """)
    void whatAppearsTwiceIsRefused(String document, String refusal) {
        assertThat(refusal(document)).isEqualTo(refusal);
    }

    @Test
    void aKeyOfOneOrganizationCanNotNameTheProjectOfAnother() {
        assertThat(refusal("api_keys: [{key: %s, organization: 1, project: 2}]".formatted(SECRET)))
                .isEqualTo("api_keys[0].project: project 2 is not of organization 1");
    }

    @Test
    void aWeakKeyIsRefusedWithHowToMakeAGoodOne() {
        assertThat(refusal("api_keys: [{key: %s, organization: 1}, {key: hunter2-hunter2, organization: 1}]"
                        .formatted(SECRET)))
                .startsWith("api_keys[1].key: a key needs at least 32 random characters, this one has 15")
                .contains("openssl rand -hex 32")
                .doesNotContain("hunter2");
    }

    @Test
    void aBalanceBelowWhatIsUsedIsRefused() {
        bulk.evaluate(new Caller(1, null, false), ids(101), ids(11));

        assertThat(refusal("organizations: [{id: 2, name: Renamed}, {id: 1, name: One, balance: \"3.999999\"}]"))
                .isEqualTo("organizations[1].balance: less than what the organization has already used");
    }

    @Test
    void nothingIsLoadedWhenTheLastEntryIsBad() {
        StringBuilder document = new StringBuilder("runs:\n");
        for (int id = 1; id <= 1200; id++) {
            document.append("  - {id: ").append(id).append(", result: 101, status: completed}\n");
        }
        document.append("  - {id: 1201, result: 101, status: done}\n");

        assertThat(refusal(document.toString())).startsWith("runs[1200].status, line 1202:");
        assertThat(world.count("run")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            projects: [{id: 3                                               | this is no YAML
            `\tprojects: []`                                               | this is no YAML
            projects: [{id: 3, id: 4, organization: 1, name: P}]            | a name appears twice
            `projects: []\nagents: []\nprojects: []`                      | a name appears twice
            `projects: []\n---\nprojects: []`                             | there is more than one document
            projects: [*other]                                              | aliases are not supported, write the value out
            projects: [{id: 3, organization: 1, name: *other}]              | aliases are not supported, write the value out
            projects: *other                                                | aliases are not supported, write the value out
            """)
    void whatIsNoYamlIsRefusedWithItsLineAndColumn(String document, String reason) {
        assertThat(refusal(document.translateEscapes())).matches("line \\d+, column \\d+: " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"projects": [                                                           | this is no JSON
            {"projects": [],}                                                        | this is no JSON
            {'projects': []}                                                         | this is no JSON
            {"projects": [{"id": NaN}]}                                              | this is no JSON
            {"projects": []} x                                                       | this is no JSON
            {"projects": [{"id": 3, "id": 4, "organization": 1, "name": "P"}]}       | a name appears twice
            {"projects": [], "projects": []}                                         | a name appears twice
            {"projects": []} {"projects": []}                                        | there is more than one document
            """)
    void whatIsNoJsonIsRefusedWithItsLineAndColumn(String document, String reason) {
        assertThat(refusal("test.json", document)).matches("line \\d+, column \\d+: " + reason);
    }

    @Test
    void aTextWithANulIsRefusedWhereItStands() {
        assertThat(refusal("test.json", "{\"agents\": [{\"id\": 2, \"project\": 1, \"name\": \"a\\\\\\u0000b\"}]}"))
                .isEqualTo("agents[0], line 1: PostgreSQL stores no text with a NUL in it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            test.json | {"agents": [{"id": 2, "project": 1, "name": "a\\ud83d"}]}
            test.json | {"agents": [{"id": 2, "project": 1, "name": "\\ude00\\ud83d"}]}
            test.yaml | agents: [{id: 2, project: 1, name: "a\\ud83d"}]
            """)
    void aTextWithHalfOfASurrogatePairIsRefusedWhereItStands(String name, String document) {
        assertThat(refusal(name, document))
                .isEqualTo("agents[0], line 1: PostgreSQL stores no text with half of a surrogate pair in it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"runs": [{"id": 2, "result": 101, "status": "completed", "metadata": {"a": 1e200000}}]} | runs[0]
            {"runs": [{"id": 2, "result": 101, "status": "completed", "metadata": {"a": [1e-20000]}}]} | runs[0]
            {"runs": [{"id": 2, "result": 101, "status": "completed", "executed_at": "0000-01-01T00:00:00Z"}]} | runs
            {"runs": [{"id": 2, "result": 101, "status": "completed", "executed_at": "2026-01-01T00:00:00+16:00"}]} | runs
            {"scores": [{"run": 1001, "metric": 11, "score": 1e200000}]} | scores
            """)
    void aValueThatPostgresqlCanNotStoreIsRefused(String document, String place) {
        assertThat(refusal("test.json", document)).startsWith(place).doesNotContain("ERROR", "SQL [");
        assertThat(DocumentCheck.of(new ByteArrayResource(document.getBytes(StandardCharsets.UTF_8)), false)
                        .mistakes())
                .as("check tells it, too")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_keys: [{key: SECRET, organization: 9}]",
                "api_keys: [{key: SECRET, organization: one}]",
                "api_keys: [{key: SECRET}]",
                "api_keys: [{key: [SECRET], organization: 1}]",
                "api_keys: [{key: {SECRET: 1}, organization: 1}]",
                "api_keys: [{SECRET: 1, organization: 1}]",
                "api_keys: [{key: SECRET, organization: 1, project: 2}]",
                "api_keys: [{key: SECRET, organization: 1}, {key: SECRET, organization: 1}]",
                "api_keys: SECRET",
                "SECRET",
                "SECRET: 1",
                "api_keys: [SECRET]",
                "api_keys: [{key: SECRET, SECRET: 1, SECRET: 2}]",
                "api_keys: [{key: SECRET",
                "api_keys:\n  - key: SECRET\n   organization: 1",
                "api_keys: [{key: *SECRET, organization: 1}]",
                "api_keys: [{key: &SECRET SECRET: x, organization: 1}]",
                "api_keys: [{key: !!float SECRET, organization: 1}]",
                "api_keys: [{key: \"SECRET, organization: 1}]",
                "api_keys: [{key: SECRET, organization: 1}]\nagents: [{id: 2, project: 1}]",
                "api_keys: [{key: \"SECRET\\0\", organization: 1}]"
            })
    void aKeyInABadYamlDocumentIsNotShown(String document) {
        assertThat(refusal(document.replace("SECRET", SECRET))).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECRET",
                "{\"api_keys\": [{\"key\": SECRET, \"organization\": 1}]}",
                "{\"api_keys\": [{\"key\": \"SECRET, \"organization\": 1}]}",
                "{\"api_keys\": [{\"key\": \"SECRET\" \"organization\": 1}]}",
                "{\"api_keys\": [{\"key\": \"SECRET\\q\", \"organization\": 1}]}",
                "{\"api_keys\": [{\"key\": \"SECRET\\u0000\", \"organization\": 1}]}",
                "{\"api_keys\": [{\"key\": \"SECRET\", \"organization\": 1e0, \"project\": 9}]}",
                "{\"api_keys\": [{\"SECRET\": 1, \"SECRET\": 1}]}",
                "{\"SECRET\": []}"
            })
    void aKeyInABadJsonDocumentIsNotShown(String document) {
        assertThat(refusal("test.json", document.replace("SECRET", SECRET))).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test.yaml", "test.json"})
    void bytesThatAreNoUtf8AreRefused(String name) {
        byte[] latin1 = "{\"agents\": [{\"id\": 2, \"project\": 1, \"name\": \"J\u00fcrgen\"}]}"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(refusal(name, latin1)).matches("line \\d+, column \\d+: .*(JSON|YAML|UTF-8)");
    }

    @Test
    void aFileThatCanNotBeReadToItsEndIsRefusedWithTheReason() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        InputStream begun = new ByteArrayInputStream("{\"runs\": [".getBytes(StandardCharsets.UTF_8));
        Resource broken = new InputStreamResource(new SequenceInputStream(begun, closed)) {
            @Override
            public String getFilename() {
                return "test.json";
            }
        };

        assertThat(DocumentCheck.of(broken, false).mistakes())
                .containsExactly(new Mistake(0, "the start", "can't be read (Stream closed)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n# only a comment\n", "---\n", "null"})
    void aDocumentWithoutAnythingIsRefused(String document) {
        assertThat(refusal(document)).startsWith("the start: expected an object");
    }

    private String refusal(String document) {
        return refusal("test.yaml", document);
    }

    private String refusal(String name, String document) {
        return refusal(name, document.getBytes(StandardCharsets.UTF_8));
    }

    private String refusal(String name, byte[] document) {
        String before = world.everything() + world.count("run") + world.count("api_key") + world.count("agent");
        Throwable refusal = catchThrowable(() -> workspaces.load(new ByteArrayResource(document) {
            @Override
            public String getFilename() {
                return name;
            }
        }));
        assertThat(refusal).isInstanceOf(BadWorkspaceException.class).hasNoCause();
        assertThat(world.everything() + world.count("run") + world.count("api_key") + world.count("agent"))
                .as("nothing is loaded")
                .isEqualTo(before);
        return String.valueOf(refusal.getMessage());
    }
}
