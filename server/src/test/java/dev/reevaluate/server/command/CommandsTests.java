package dev.reevaluate.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that are no command serve, as ever; what is neither a command nor an option is named, with exit code 2. */
class CommandsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "--server.port=0", "--debug", "--server.port=0 --reevaluate.workspace=my/file.yaml"})
    void theServersOptionsAloneServe(String arguments) {
        assertThat(Commands.areAskedForBy(arguments.split(" "))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys",
                "--foo",
                "--server.port=0 keys list",
                "--help",
                "--version",
                "-h",
                "serv",
                "--server.port 8080"
            })
    void anythingElseIsACommand(String arguments) {
        assertThat(Commands.areAskedForBy(arguments.split(" "))).isTrue();
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(CommandCall.of("--help"))
                .satisfies(call -> assertThat(call.code()).isZero())
                .satisfies(call -> assertThat(call.out()).contains("keys", "--reevaluate.data-dir", "Exit codes"));
        assertThat(CommandCall.of("--version").out()).matches("Reevaluate \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(CommandCall.of("keys", "add", "--help").out()).contains("--organization", "--read-only");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serv                                  | There is no command serv; there is check, load, export, import, keys, prune, doctor.
            --server.port 8080                    | There is no command 8080; there is check, load, export, import, keys, prune, doctor.
            -Dserver.port=80                      | Unknown option: '-Dserver.port=80'.
            --foo                                 | Unknown option: '--foo'.
            --port=80 --server.port=0             | Unknown option: '--port=80'.
            keys                                  | Missing required subcommand.
            keys delete                           | There is no command delete; there is add, list, revoke.
            keys add                              | Missing required option: '--organization=ID'.
            keys add --organization=one           | Invalid value for option '--organization': 'one' is no whole number.
            keys add --organization=1 --readonly  | Unknown option: '--readonly'.
            keys list all                         | Unmatched argument at index 2: 'all'.
            """)
    void whatIsNoCommandOrOptionIsNamed(String arguments, String mistake) {
        CommandCall call = CommandCall.of(arguments.split(" "));

        assertThat(call.code()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).startsWith(mistake).contains("--help");
    }

    @Test
    void aValueThatStandsBesideItsOptionIsToldItsPlace() {
        assertThat(CommandCall.of("--server.port", "8080").err())
                .contains("A value of --server.port is given as --server.port=VALUE.");
        assertThat(CommandCall.of("--server.port=8080", "8081").err()).doesNotContain("VALUE");
    }

    @Test
    void aDirectoryWithoutADatabaseIsLeftAsItIs(@TempDir java.nio.file.Path directory) {
        CommandCall call = CommandCall.of("keys", "list", "--reevaluate.data-dir=" + directory.resolve("data"));

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err()).contains("There is no database in " + directory, "--reevaluate.data-dir=DIR");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check none.yaml --reevaluate.worksapce=x                     | There is no setting reevaluate.worksapce. Did you mean reevaluate.workspace?
            import vendor none.json --reevaluate.dta-dir=x               | There is no setting reevaluate.dta-dir. Did you mean reevaluate.data-dir?
            keys list --reevaluate.web.max-body-size=abc                 | reevaluate.web.max-body-size can't be "abc".
            doctor --reevaluate.data-dir=one --reevaluate.dataDir=two    | The option --reevaluate.dataDir is given twice.
            """)
    void anOptionThatTheServerWouldRefuseIsRefusedByEveryCommand(String arguments, String mistake) {
        CommandCall call = CommandCall.of(arguments.split(" +"));

        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).startsWith(mistake).contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "export", "keys", "keys add", "prune", "doctor"})
    void helpSaysHowTheDatabaseIsFound(String command) {
        assertThat(CommandCall.of((command + " -h").split(" ")).out())
                .contains("--reevaluate.data-dir=DIR", "--spring.datasource.url=URL");
    }

    @Test
    void aKeyToRevokeIsNotAskedForWhereThereIsNoDatabase(@TempDir java.nio.file.Path directory) {
        CommandCall call = CommandCall.of("keys", "revoke", "--reevaluate.data-dir=" + directory.resolve("data"));

        assertThat(call.err()).startsWith("There is no database in").doesNotContain("The key, on a line:");
    }

    @Test
    void whatCouldNotBeShownIsNotDone() {
        CommandCall call = CommandCall.onAFullDisk("--version");

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err()).contains("Standard output could not be written");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        CommandCall call =
                CommandCall.of("doctor", "--spring.datasource.url=jdbc:postgresql://u:S3CRET@127.0.0.1:1/none");

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.out() + call.err())
                .contains("has a user or a password in front of the host", "spring.datasource.username")
                .doesNotContain("S3CRET");
    }

    @Test
    void aDatabaseThatIsNotThereIsToldWithoutAStackTrace() {
        CommandCall call = CommandCall.of("keys", "list", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none");

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err())
                .containsPattern("The database can't be used: [^\n]*\\.\\R")
                .contains("spring.datasource.url")
                .doesNotContain("\tat ");
    }
}
