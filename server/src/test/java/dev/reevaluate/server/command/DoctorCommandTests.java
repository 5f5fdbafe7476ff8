package dev.reevaluate.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The doctor says in a line each what is well and what is not, with what to do, and changes nothing. */
@ServerTest
class DoctorCommandTests {

    // Python takes seconds to start
    private static final String NO_PYTHON = "--reevaluate.python.jar=none.jar";

    private final World world;

    @Autowired
    DoctorCommandTests(World world) {
        this.world = world;
    }

    @BeforeEach
    void aWorkspace() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 10}]
                projects: [{id: 5, organization: 1, name: P}]
                metrics: [{id: 1, project: 5, name: J, eval_type: binary, type: llm_judge}]
                """);
    }

    @Test
    void whatIsWellIsSaidInALineEach() {
        world.change("delete from metric");
        CommandCall call = doctor();

        assertThat(call.out().lines().map(line -> line.substring(0, 19).strip().replaceAll(" +", " ")))
                .containsExactly(
                        "ok versions",
                        "ok database",
                        "ok clock",
                        "ok schema",
                        "ok workspace",
                        "ok credits",
                        "ok work",
                        "ok disk",
                        "ok files",
                        "ok judge",
                        "ok python");
        assertThat(call.code()).isZero();
    }

    @Test
    void aDatabaseThatIsAwayFailsAndTheRestIsStillLookedAt() {
        CommandCall call =
                CommandCall.of("doctor", NO_PYTHON, "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none");

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.out())
                .containsPattern("failed +database +The database can't be used: .*Check spring\\.datasource\\.url")
                .containsPattern("failed +python +reevaluate.python.jar names no file: .*")
                .doesNotContain("\tat ");
    }

    @Test
    void aLaterSchemaFailsAndAnEarlierOneIsLeftAsItIs() {
        world.change("""
                insert into flyway_schema_history
                select 1000, '999', 'later', type, 'V999__later.sql', checksum, installed_by, installed_on, 0, true
                from flyway_schema_history order by installed_rank limit 1
                """);
        CommandCall later;
        try {
            later = doctor(NO_PYTHON);
        } finally {
            world.change("delete from flyway_schema_history where installed_rank = 1000");
        }
        assertThat(later.out()).containsPattern("failed +schema +The database has the schema of a later server");

        world.change("create schema earlier");
        try {
            assertThat(doctor(NO_PYTHON, "--spring.datasource.hikari.schema=earlier")
                            .out())
                    .containsPattern("warning +schema +version 0, and this jar has \\d+\\.");
            assertThat(world.number("select count(*) from pg_tables where schemaname = 'earlier'"))
                    .isZero();
        } finally {
            world.change("drop schema earlier cascade");
        }
    }

    @Test
    void aBalanceThatIsNotItsLedgersSumFails() {
        world.change("update organization set balance = balance - 1");

        CommandCall call = doctor(NO_PYTHON);

        assertThat(call.out()).containsPattern("failed +credits +1 balance is not the sum of its ledger\\.");
    }

    @Test
    void metricsThatAskAJudgeWithoutOneAreAWarning() {
        assertThat(doctor(NO_PYTHON).out())
                .containsPattern("warning +judge +none is configured: evaluations by 1 metric fail\\. Set reevaluate");
    }

    @ParameterizedTest
    @CsvSource({
        "200, ok +judge +http://127.0.0.1:",
        "404, ok +judge",
        "401, failed +judge .* refuses the key \\(401\\)",
        "500, failed +judge .* answers 500"
    })
    void theJudgeIsAskedWhetherItIsThere(int status, String line) throws IOException {
        HttpServer judge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        judge.createContext("/v1/models", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        judge.start();
        try {
            CommandCall call = doctor(
                    NO_PYTHON,
                    "--reevaluate.judge.base-url=http://127.0.0.1:%d/v1"
                            .formatted(judge.getAddress().getPort()),
                    "--reevaluate.judge.model=local",
                    "--reevaluate.judge.api-key=sk-secret");

            assertThat(call.out()).containsPattern(line);
            assertThat(call.out() + call.err()).doesNotContain("sk-secret");
        } finally {
            judge.stop(0);
        }
    }

    @Test
    void fewerOpenFilesThanConnectionsAreAWarningThatCountsTheServersOwn() {
        String all = "--server.tomcat.max-connections=2000000000";
        String enough = "warning +files .* \\\"ulimit -n (\\d+)\\\" or more\\.";

        long withTwenty = found(enough, doctor(NO_PYTHON, all).out());
        long withHundred = found(
                enough,
                doctor(NO_PYTHON, all, "--spring.datasource.hikari.maximum-pool-size=100")
                        .out());

        assertThat(withHundred - withTwenty).isEqualTo(80);
    }

    private static long found(String pattern, String text) {
        Matcher line = Pattern.compile(pattern).matcher(text);
        assertThat(line.find()).as(text).isTrue();
        return Long.parseLong(line.group(1));
    }

    @Test
    void aJudgeThatIsAwayFails() {
        assertThat(doctor(
                                NO_PYTHON,
                                "--reevaluate.judge.base-url=http://127.0.0.1:1/v1",
                                "--reevaluate.judge.model=local")
                        .out())
                .containsPattern("failed +judge .*does not answer");
    }

    private CommandCall doctor(String... options) {
        return CommandCall.of(Stream.concat(
                        Stream.of(
                                "doctor",
                                "--reevaluate.data-dir="
                                        + Path.of(world.text("select current_setting('data_directory')"))
                                                .getParent()),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
