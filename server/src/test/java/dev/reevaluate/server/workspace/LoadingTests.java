package dev.reevaluate.server.workspace;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

/** Loading is an upsert by id: a second time it changes nothing, and never what the server itself has written. */
@ServerTest
class LoadingTests {

    private static final String WORKSPACE = """
            organizations: [{id: 1, name: One, balance: "10.000001"}]
            api_keys: [{key: key-9b1c5e0a7d2f4486a3c01e5b7d9f, organization: 1}]
            projects: [{id: 1, organization: 1, name: First}]
            agents: [{id: 1, project: 1, name: A}, {id: 2, project: 1, name: B}]
            metrics:
              - {id: 11, project: 1, name: M, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1]}
              - {id: 12, project: 1, name: N, eval_type: binary, type: llm_judge, agents: [1, 2]}
            results: [{id: 101, agent: 1, name: R}, {id: 102, agent: 2, name: S, status: timeout}]
            runs:
              - {id: 1001, result: 101, status: completed, duration: 61.25, executed_at: "2026-04-07T19:15:42Z"}
              - {id: 1002, result: 101, status: failed}
              - {id: 1003, result: 102, status: timeout}
            """;

    private static final Caller CALLER = new Caller(1, null, false);

    private final World world;
    private final BulkEvaluation bulk;
    private final Workspaces workspaces;
    private final ApiKeys keys;

    @Autowired
    LoadingTests(World world, BulkEvaluation bulk, Workspaces workspaces, ApiKeys keys) {
        this.world = world;
        this.bulk = bulk;
        this.workspaces = workspaces;
        this.keys = keys;
    }

    @BeforeEach
    void load() {
        world.startFrom(WORKSPACE);
    }

    @Test
    void loadingTheSameDocumentAgainChangesNothing() {
        String before = tables();

        world.load(WORKSPACE);

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void anEntryThatChangesNothingIsNotWrittenAgain() {
        String before = versions();

        world.load(WORKSPACE);

        assertThat(versions()).isEqualTo(before);
        world.load("results: [{id: 102, agent: 2, name: Renamed}]");
        assertThat(versions()).isNotEqualTo(before);
    }

    @Test
    void aRunThatIsMovedIsCountedWhereItIsAndNoLongerWhereItWas() {
        world.load("runs: [{id: 1002, result: 102, status: failed}]");

        assertThat(world.text(
                        "select string_agg(total_runs_count || '/' || failed_runs_count, ' ' order by id) from result"))
                .isEqualTo("1/0 2/1");
    }

    @Test
    void aScoreThatADocumentCorrectsIsTheOneThatIsThere() {
        world.load("scores: [{run: 1001, metric: 11, score: 1}]");

        world.load("scores: [{run: 1001, metric: 11, score: 2}]");

        assertThat(world.number("select score from score")).isEqualByComparingTo("2");
    }

    @Test
    void aScoreThatWasEvaluatedLaterIsNotCorrectedByADocument() {
        world.load("scores: [{run: 1001, metric: 11, score: 1, evaluated_at: '2026-01-01T00:00:02Z'}]");

        world.load("scores: [{run: 1001, metric: 11, score: 2, evaluated_at: '2026-01-01T00:00:01Z'}]");

        assertThat(world.number("select score from score")).isEqualByComparingTo("1");
    }

    @Test
    void loadingTheDemoAgainChangesNothing() {
        world.startFromDemo();
        world.change("update loaded_workspace set demo = true");
        String before = tables();

        workspaces.loadDemo();

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void whatTheServerHasWrittenSurvivesAReload() {
        bulk.evaluate(CALLER, ids(101), ids(11, 12));
        world.work();
        String before = tables();

        world.load(WORKSPACE);

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void aReloadDuringTheWorkDisturbsNothing() {
        bulk.evaluate(CALLER, ids(101), ids(11, 12));
        String before = tables();

        world.load(WORKSPACE);

        assertThat(tables()).isEqualTo(before);
        world.work();
        assertThat(world.text("select status from result where id = 101")).isEqualTo("completed");
        assertThat(world.count("score")).isEqualTo(4);
    }

    @Test
    void theStateOfAReevaluatedResultIsTheServers() {
        world.startFrom(WORKSPACE.replace(
                "status: timeout}]", "status: timeout}, {id: 103, agent: 1, name: T, status: pending}]"));
        world.load("runs: [{id: 1004, result: 103, status: failed}]");
        bulk.evaluate(CALLER, ids(103), ids(11));
        world.work();

        world.load(
                "results: [{id: 103, agent: 1, name: Renamed, status: pending}, {id: 102, agent: 2, name: S, status: cancelled}]");

        assertThat(world.rows("select id, name, status from result where id > 101 order by id"))
                .extracting(row -> row.get("id") + " " + row.get("name") + " " + row.get("status"))
                .containsExactly("102 S cancelled", "103 Renamed failed");
    }

    @Test
    void aBalanceIsToppedUpByTheDifferenceAndWhatIsSpentStaysSpent() {
        bulk.evaluate(CALLER, ids(101), ids(11));

        world.load("organizations: [{id: 1, name: One, balance: 15}]");

        assertThat(world.number("select balance from organization")).isEqualByComparingTo("13");
        assertThat(world.rows("select kind, amount from ledger_entry order by id"))
                .extracting(row -> row.get("kind") + " " + row.get("amount"))
                .containsExactly("grant 10.000001", "charge -2.000000", "grant 4.999999");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aBalanceThatIsNotMentionedStays() {
        world.load("organizations: [{id: 1, name: Renamed}]");

        assertThat(world.text("select name from organization")).isEqualTo("Renamed");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("10.000001");
    }

    @Test
    void aDocumentChangesWhatItMentionsAndLeavesTheRest() {
        world.load("""
                agents: [{id: 2, project: 1, name: Renamed, description: New}]
                metrics: [{id: 12, project: 1, name: N, eval_type: binary, type: llm_judge, cost: "0.3", agents: [1]}]
                """);

        assertThat(world.text("select string_agg(name, ',' order by id) from agent"))
                .isEqualTo("A,Renamed");
        assertThat(world.number("select cost from metric where id = 12")).isEqualByComparingTo("0.3");
        assertThat(
                        world.text(
                                "select string_agg(metric_id || '/' || agent_id, ',' order by metric_id, agent_id) from metric_agent"))
                .as("agents are the metric's whole list")
                .isEqualTo("11/1,12/1");
        assertThat(world.count("run")).isEqualTo(3);
    }

    @Test
    void theListsOfADocumentMayComeInAnyOrder() {
        String expected = tables();
        String[] lists = WORKSPACE.split("\n(?=\\w)");
        java.util.Collections.reverse(java.util.Arrays.asList(lists));

        world.startFrom(String.join("\n", lists));

        assertThat(withoutTimes(tables())).isEqualTo(withoutTimes(expected));
    }

    @Test
    void jsonAndYamlLoadTheSame() {
        String expected = tables();
        world.startFrom("{}");

        loadJson("""
                {"runs": [
                  {"id": 1001, "result": 101, "status": "completed", "duration": 61.25, "executed_at": "2026-04-07T19:15:42Z"},
                  {"id": 1002, "result": 101, "status": "failed"},
                  {"id": 1003, "result": 102, "status": "timeout"}],
                 "organizations": [{"id": 1, "name": "One", "balance": 10.000001}],
                 "api_keys": [{"key": "key-9b1c5e0a7d2f4486a3c01e5b7d9f", "organization": 1}],
                 "projects": [{"id": 1, "organization": 1, "name": "First"}],
                 "agents": [{"id": 1, "project": 1, "name": "A"}, {"id": 2, "project": 1, "name": "B"}],
                 "metrics": [
                  {"id": 11, "project": 1, "name": "M", "eval_type": "numeric", "function_name": "get_latency", "cost": 1,
                   "agents": [1]},
                  {"id": 12, "project": 1, "name": "N", "eval_type": "binary", "type": "llm_judge", "agents": [1, 2]}],
                 "results": [
                  {"id": 101, "agent": 1, "name": "R"}, {"id": 102, "agent": 2, "name": "S", "status": "timeout"}]}
                """);

        assertThat(withoutTimes(tables())).isEqualTo(withoutTimes(expected));
        assertThat(keys.caller("key-9b1c5e0a7d2f4486a3c01e5b7d9f")).isPresent();
    }

    @Test
    void numbersAreLoadedToTheLastDigit() {
        world.load("""
                organizations: [{id: 2, name: Two, balance: "999999999999.999999"}]
                projects: [{id: 2, organization: 2, name: P}]
                agents: [{id: 9223372036854775807, project: 2, name: Last}]
                results: [{id: -9223372036854775808, agent: 9223372036854775807, name: First}]
                runs:
                  - id: 9007199254740993
                    result: -9223372036854775808
                    status: completed
                    transcript_object: [{role: Main Agent, start_time: 0.1000000000000000000000001}]
                """);

        assertThat(world.number("select balance from organization where id = 2"))
                .isEqualByComparingTo("999999999999.999999");
        assertThat(world.text("select transcript_object -> 0 ->> 'start_time' from run where id = 9007199254740993"))
                .isEqualTo("0.1000000000000000000000001");
    }

    @Test
    void anIdWrittenWithAFractionOfZeroIsAnInteger() {
        world.load("agents: [{id: 3.0, project: 1.0, name: C}, {id: 4e0, project: 1, name: D}]");

        assertThat(world.text("select string_agg(id::text, ',' order by id) from agent"))
                .isEqualTo("1,2,3,4");
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        assertThat(world.number("select cost from metric where id = 12")).isEqualByComparingTo("0.2");
        assertThat(world.text("select status from result where id = 101")).isEqualTo("completed");
        assertThat(world.rows("""
                        select total_runs_count as total, completed_runs_count as completed, success_runs_count as success,
                               failed_runs_count as failed, success_rate::text as rate
                        from result where id = 101
                        """))
                .singleElement()
                .hasToString("{total=2, completed=1, success=1, failed=1, rate=100.00}");
    }

    @Test
    void deprecatedTypesAreReadAsWhatTheyMean() {
        world.load("""
                metrics:
                  - {id: 21, project: 1, name: a, eval_type: binary_qualitative, type: basic}
                  - {id: 22, project: 1, name: b, eval_type: binary_workflow_adherence, type: custom_prompt}
                  - {id: 23, project: 1, name: c, eval_type: binary, type: custom_code, custom_code: x}
                  - {id: 24, project: 1, name: d, eval_type: numeric, type: llm_judge, function_name: get_latency}
                """);

        assertThat(world.rows("select id, kind, eval_type, cost::text from metric where id > 20 order by id"))
                .extracting(Object::toString)
                .containsExactly(
                        "{id=21, kind=llm_judge, eval_type=binary, cost=0.200000}",
                        "{id=22, kind=llm_judge, eval_type=binary, cost=0.200000}",
                        "{id=23, kind=custom_code, eval_type=binary, cost=0.000000}",
                        "{id=24, kind=predefined, eval_type=numeric, cost=0.000000}");
    }

    @Test
    void anEmptyListAndAnEmptyDocumentLoadNothing() {
        String before = tables();

        world.load("{}");
        world.load("runs:\nresults: []");

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void aBackslashBeforeU0000IsAnOrdinaryText() {
        loadJson("{\"agents\": [{\"id\": 3, \"project\": 1, \"name\": \"a\\\\\\\\u0000b\"}]}");

        assertThat(world.text("select name from agent where id = 3")).isEqualTo("a\\\\u0000b");
    }

    @Test
    void aByteOrderMarkIsNoObstacle() {
        loadJson("\ufeff{\"agents\": [{\"id\": 3, \"project\": 1, \"name\": \"C\"}]}");
        world.load("\ufeffagents: [{id: 4, project: 1, name: D}]");

        assertThat(world.text("select string_agg(name, '' order by id) from agent"))
                .isEqualTo("ABCD");
    }

    @Test
    void whatYamlLeavesEmptyIsNotGiven() {
        world.load("""
                agents:
                  - id: 3
                    project: 1
                    name: C
                    description:
                runs:
                  - id: 1004
                    result: 101
                    status: completed
                    transcript_object:
                    duration:
                    executed_at:
                """);

        assertThat(world.rows("select description from agent where id = 3"))
                .singleElement()
                .hasToString("{description=null}");
        assertThat(world.rows("select transcript_object::text as turns, duration from run where id = 1004"))
                .singleElement()
                .hasToString("{turns=[], duration=null}");
    }

    private void loadJson(String json) {
        workspaces.load(new ByteArrayResource(json.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "test.JSON";
            }
        });
    }

    private String tables() {
        return world.everything() + world.text("""
                        select concat_ws('|',
                          (select string_agg(t::text, ';' order by id) from project t),
                          (select string_agg(t::text, ';' order by hash) from api_key t),
                          (select string_agg(t::text, ';' order by id) from agent t),
                          (select string_agg(t::text, ';' order by id) from metric t),
                          (select string_agg(t::text, ';' order by metric_id, agent_id) from metric_agent t),
                          (select string_agg(t::text, ';' order by id) from run t))
                        """);
    }

    // Where each row stands, and which transaction wrote it there.
    private String versions() {
        return java.util.stream.Stream.of(
                        "organization",
                        "project",
                        "api_key",
                        "agent",
                        "metric",
                        "metric_agent",
                        "result",
                        "run",
                        "ledger_entry")
                .map(table ->
                        world.text("select string_agg(ctid::text || xmin::text, ';' order by ctid) from " + table))
                .collect(java.util.stream.Collectors.joining("|"));
    }

    private static String withoutTimes(String tables) {
        return tables.replaceAll("\"20\\d\\d-[^\"]*\"", "TIME").replaceAll("(?<=[;|]|^)\\(\\d+,1,grant", "(ID,1,grant");
    }
}
