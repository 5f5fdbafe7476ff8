package dev.reevaluate.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import dev.reevaluate.server.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A document is loaded into the database of a server that runs, all of it or nothing, and what it changes is shown first. */
@ServerTest
class LoadCommandTests {

    private static final String KEY = "documents-key-9b1c5e0a7d2f4486a3c01e5b";
    private static final String OTHER = "another-key-0a7d2f4486a3c01e5b9b1c5e";
    private static final String WORKSPACE = """
            organizations: [{id: 1, name: One, balance: 10}]
            projects: [{id: 5, organization: 1, name: First}]
            api_keys: [{key: %s, organization: 1}, {key: %s, organization: 1}]
            agents: [{id: 1, project: 5, name: A}, {id: 2, project: 5, name: B}]
            metrics:
              - {id: 11, project: 5, name: M, eval_type: numeric, function_name: get_latency, agents: [1]}
              - {id: 12, project: 5, name: N, eval_type: numeric, function_name: get_talk_ratio, agents: [1]}
            results: [{id: 101, agent: 1, name: R}, {id: 102, agent: 1, name: S}]
            runs: [{id: 1001, result: 101, status: completed}, {id: 1002, result: 101, status: failed}]
            """.formatted(KEY, OTHER);
    // A changed balance, key and scope, a new metric and run, and a key that is gone
    private static final String CHANGED = """
            organizations: [{id: 1, name: One, balance: 12}]
            api_keys: [{key: %s, organization: 1, read_only: true}]
            metrics:
              - {id: 11, project: 5, name: M, eval_type: numeric, function_name: get_latency, agents: [1, 2]}
              - {id: 12, project: 5, name: N, eval_type: numeric, function_name: get_talk_ratio, agents: [1]}
              - {id: 13, project: 5, name: O, eval_type: binary, function_name: detect_silence, agents: [1]}
            runs:
              - {id: 1001, result: 101, status: completed, duration: 3}
              - {id: 1002, result: 101, status: failed}
              - {id: 1003, result: 102, status: completed}
            """.formatted(KEY);
    private static final String TABLES = """
            select concat_ws('|',
              (select string_agg(t::text, ';' order by id) from organization t),
              (select string_agg(t::text, ';' order by hash) from api_key t),
              (select string_agg(t::text, ';' order by id) from metric t),
              (select string_agg(t::text, ';' order by metric_id, agent_id) from metric_agent t),
              (select string_agg(t::text, ';' order by id) from result t),
              (select string_agg(t::text, ';' order by id) from run t),
              (select string_agg(t::text, ';' order by id) from ledger_entry t),
              (select string_agg(t::text, ';') from loaded_workspace t))
            """;

    private final World world;
    private final Workspaces workspaces;

    @TempDir
    private Path directory;

    @Autowired
    LoadCommandTests(World world, Workspaces workspaces) {
        this.world = world;
        this.workspaces = workspaces;
    }

    @BeforeEach
    void load() {
        world.startFrom(WORKSPACE);
    }

    @Test
    void whatChangesIsShownByListAndLoaded() throws IOException {
        CommandCall call = load(CHANGED);

        assertThat(call.err()).isEmpty();
        assertThat(call.code()).isZero();
        assertThat(call.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("NEW CHANGED UNCHANGED"),
                        line -> assertThat(line).isEqualTo("organizations 0 1 0"),
                        line -> assertThat(line).isEqualTo("api_keys 0 1 0"),
                        line -> assertThat(line).isEqualTo("metrics 1 1 1"),
                        line -> assertThat(line).isEqualTo("runs 1 1 1"),
                        line -> assertThat(line)
                                .matches("1 other key of these organizations stays valid: [0-9a-f]{12}\\..*"),
                        line -> assertThat(line).startsWith("Loaded "));
        assertThat(world.count("run")).isEqualTo(3);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("12");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aDryRunShowsTheSameAndChangesNothing() throws IOException {
        String before = world.text(TABLES);

        CommandCall dry = load(CHANGED, "--dry-run");

        assertThat(dry.code()).isZero();
        assertThat(dry.out()).endsWith("Nothing was changed: this was a dry run." + System.lineSeparator());
        assertThat(world.text(TABLES)).isEqualTo(before);
        assertThat(load(CHANGED).out().lines().limit(6).toList())
                .isEqualTo(dry.out().lines().limit(6).toList());
    }

    @Test
    void aDryRunMakesNoDatabaseAndNoSchema() throws IOException {
        CommandCall missing = loadInto("--reevaluate.data-dir=" + directory.resolve("none"), WORKSPACE, "--dry-run");

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("There is no database in " + directory.resolve("none"));
        assertThat(directory.resolve("none")).doesNotExist();

        world.change("create schema earlier");
        try {
            CommandCall earlier = load(WORKSPACE, "--dry-run", "--spring.datasource.hikari.schema=earlier");

            assertThat(earlier.code()).isEqualTo(1);
            assertThat(earlier.err())
                    .containsPattern("The database has schema version 0, and this jar has \\d+")
                    .contains("start the server of this one first");
            assertThat(world.number("select count(*) from pg_tables where schemaname = 'earlier'"))
                    .isZero();
        } finally {
            world.change("drop schema earlier cascade");
        }
    }

    @Test
    void theSameDocumentAgainChangesNothing() throws IOException {
        load(CHANGED);
        String before = world.text(TABLES.replace("(select string_agg(t::text, ';') from loaded_workspace t)", "''"));

        CommandCall again = load(CHANGED);

        assertThat(again.out()).containsPattern("Nothing to change: the database has all of .*workspace.yaml\\.\\R$");
        assertThat(again.out().lines().skip(1).limit(4)).allMatch(line -> line.matches("\\w+ +0 +0 +\\d"));
        assertThat(world.text(TABLES.replace("(select string_agg(t::text, ';') from loaded_workspace t)", "''")))
                .isEqualTo(before);
    }

    @Test
    void allMistakesAreToldAndNothingIsLoaded() throws IOException {
        String before = world.text(TABLES);

        CommandCall call = load("agents: [{id: 3, project: 5}]\nresults: [{id: 103, agent: 1, name: R, status: done}]");

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err().lines()).hasSize(2);
        assertThat(world.text(TABLES)).isEqualTo(before);
    }

    @Test
    void whatOnlyTheDatabaseKnowsIsRefusedWithItsPlaceAndNothingIsLoaded() throws IOException {
        String before = world.text(TABLES);

        CommandCall call = load("agents: [{id: 3, project: 5, name: C}]\nresults: [{id: 103, agent: 9, name: R}]");

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err()).contains("results[0].agent: there is no agent 9", "Nothing of it was loaded.");
        assertThat(world.text(TABLES)).isEqualTo(before);
    }

    @Test
    void nothingIsLoadedBesideTheDemo() throws IOException {
        world.clear();
        workspaces.loadDemo();
        String before = world.text(TABLES);

        CommandCall call = load(WORKSPACE);

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err()).contains("The database holds the demo workspace", "--reevaluate.data-dir=DIR");
        assertThat(world.text(TABLES)).isEqualTo(before);
    }

    @Test
    void aDirectoryThatNoServerHasUsedYetGetsItsDatabase() throws IOException {
        String data = "--reevaluate.data-dir=" + directory.resolve("data");

        CommandCall first = loadInto(data, WORKSPACE);

        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("Loaded ");
        assertThat(first.err()).startsWith("Starting the database in " + directory.resolve("data"));
        assertThat(loadInto(data, WORKSPACE).out().lines().skip(1).limit(7))
                .allMatch(line -> line.matches("\\w+ +0 +0 +\\d"));
    }

    private CommandCall load(String yaml, String... options) throws IOException {
        return loadInto(
                "--reevaluate.data-dir="
                        + Path.of(world.text("select current_setting('data_directory')"))
                                .getParent(),
                yaml,
                options);
    }

    private CommandCall loadInto(String data, String yaml, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("workspace.yaml"), yaml);
        return CommandCall.of(Stream.concat(Stream.of("load", file.toString(), data), Stream.of(options))
                .toArray(String[]::new));
    }
}
