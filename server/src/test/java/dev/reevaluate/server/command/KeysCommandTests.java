package dev.reevaluate.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.ReevaluateServer;
import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Keys are added, listed and revoked without SQL, on the database of a server that runs or of one that was stopped. */
@ServerTest
class KeysCommandTests {

    private static final String KEY = "documents-key-9b1c5e0a7d2f4486a3c01e5b";
    private static final String WORKSPACE = """
            organizations: [{id: 1, name: One}, {id: 2, name: Two}]
            projects: [{id: 5, organization: 1, name: First}]
            api_keys: [{key: %s, organization: 2, read_only: true}]
            """.formatted(KEY);

    private final World world;
    private final ApiKeys keys;
    private final JdbcConnectionDetails connection;

    @Autowired
    KeysCommandTests(World world, ApiKeys keys, JdbcConnectionDetails connection) {
        this.world = world;
        this.keys = keys;
        this.connection = connection;
    }

    @BeforeEach
    void load() {
        world.startFrom(WORKSPACE);
    }

    @Test
    void anAddedKeyOpensWhatItWasMadeForAndOnlyItsHashIsKept() {
        CommandCall all = keys("add", "--organization", "1");
        CommandCall some = keys("add", "--organization=1", "--project=5", "--read-only", "--name", "Night build");

        assertThat(all.err() + some.err())
                .doesNotContain(all.out().strip(), some.out().strip());
        assertThat(keys.caller(all.out().strip())).contains(new Caller(1, null, false));
        assertThat(keys.caller(some.out().strip())).contains(new Caller(1, 5L, true));
        assertThat(some.out()).as("nothing but the key").matches("[\\w-]{43}\\R");
        assertThat(world.text("select string_agg(k::text, ';') from api_key k"))
                .contains("Night build")
                .doesNotContain(all.out().strip(), some.out().strip());
    }

    @Test
    void aKeyThatCouldNotBePrintedIsRevoked() {
        CommandCall call = CommandCall.onAFullDisk("keys", "add", "--organization=1", "--name=lost", dataDirectory());

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err()).contains("it was revoked", "add another").doesNotContain("Keep it");
        assertThat(world.text("select (revoked_at is not null)::text from api_key where name = 'lost'"))
                .isEqualTo("true");
    }

    @Test
    void theListShowsWhatAKeyOpensAndNeverTheKey() {
        String key = keys("add", "--organization=1", "--project=5", "--name=ci")
                .out()
                .strip();

        CommandCall list = keys("list");

        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.out().lines().skip(1))
                .satisfiesExactly(
                        row -> assertThat(row).matches("[0-9a-f]{12}   ci +1 +5 no  +20\\d\\d-\\S+Z +-"),
                        row -> assertThat(row).matches("[0-9a-f]{12}   - +2 +all yes +20\\d\\d-\\S+Z +-"));
        assertThat(list.out()).doesNotContain(key, KEY);
    }

    @Test
    void aFingerprintRevokesItsKeyThoughAnotherKeyIsNamedLikeIt() {
        String key = keys("add", "--organization=1", "--name=first").out().strip();
        String fingerprint = world.text("select encode(substr(hash, 1, 6), 'hex') from api_key where name = 'first'");
        String namesake =
                keys("add", "--organization=1", "--name=" + fingerprint).out().strip();

        assertThat(keys("revoke", fingerprint).out()).startsWith("Revoked key " + fingerprint);

        assertThat(keys.caller(key)).isEmpty();
        assertThat(keys.caller(namesake)).isPresent();
    }

    @Test
    void aKeyIsRevokedAtOnceByItsFingerprintItsNameOrItself() {
        String first = keys("add", "--organization=1", "--name=first").out().strip();
        String second = keys("add", "--organization=1", "--name=second").out().strip();
        String fingerprint = keys("list")
                .out()
                .lines()
                .filter(row -> row.contains("first"))
                .findFirst()
                .orElseThrow()
                .substring(0, 12);

        assertThat(keys("revoke", fingerprint).out()).startsWith("Revoked key " + fingerprint);
        assertThat(keys("revoke", "second").code()).isZero();
        assertThat(CommandCall.withInput(KEY + "\n", "keys", "revoke", dataDirectory())
                        .code())
                .isZero();

        assertThat(Stream.of(first, second, KEY))
                .allSatisfy(key -> assertThat(keys.caller(key)).isEmpty());
        world.load(WORKSPACE);
        assertThat(keys.caller(KEY)).as("no document brings it back").isEmpty();
    }

    @Test
    void revokingAgainChangesNothing() {
        keys("add", "--organization=1", "--name=ci");
        keys("revoke", "ci");
        String before = world.text("select string_agg(k::text, ';' order by hash) from api_key k");

        CommandCall again = keys("revoke", "ci");

        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("was revoked before");
        assertThat(world.text("select string_agg(k::text, ';' order by hash) from api_key k"))
                .isEqualTo(before);
    }

    @Test
    void aNameThatTwoKeysHaveRevokesNeither() {
        keys("add", "--organization=1", "--name=ci");
        keys("add", "--organization=2", "--name=ci");

        CommandCall refused = keys("revoke", "ci");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .matches("2 keys have this name. Revoke each by its fingerprint: \\w{12}, \\w{12}.\\R");
        assertThat(world.number("select count(*) from api_key where revoked_at is not null"))
                .isZero();
    }

    @Test
    void aKeyOnTheCommandLineIsNeitherTakenNorShown() {
        CommandCall refused = keys("revoke", KEY);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("standard input").doesNotContain(KEY);
        assertThat(keys.caller(KEY)).isPresent();
    }

    @Test
    void whatAKeyCanNotOpenIsRefusedWithWhatThereIs() {
        assertThat(keys("add", "--organization=7").err()).contains("no organization 7", "There are: 1, 2.");
        assertThat(keys("add", "--organization=2", "--project=5").err()).contains("Organization 2 has no project 5.");
        assertThat(keys("add", "--organization=1", "--name=a\nb").err()).contains("A name has");
        assertThat(world.count("api_key")).isEqualTo(1);
    }

    @Test
    void aDatabaseOfYourOwnIsFoundByTheServersOptions() {
        CommandCall list = CommandCall.of(
                "keys",
                "--spring.datasource.url=" + connection.getJdbcUrl(),
                "--spring.datasource.username=" + connection.getUsername(),
                "--spring.datasource.password=" + connection.getPassword(),
                "list");

        assertThat(list.out().lines()).hasSize(2);
    }

    @Test
    void theDatabaseOfAStoppedServerRunsForTheCommand(@TempDir Path directory) {
        String data = "--reevaluate.data-dir=" + directory.resolve("data");
        new SpringApplicationBuilder(ReevaluateServer.class)
                .run("--server.port=0", data)
                .close();

        CommandCall revoked = CommandCall.withInput("demo-key", "keys", "revoke", data);

        assertThat(revoked.out()).startsWith("Revoked key");
        assertThat(directory.resolve("data/postgresql/postmaster.pid"))
                .as("stopped again")
                .doesNotExist();
        assertThat(CommandCall.of("keys", "list", data).out().lines()).hasSize(5);
    }

    private CommandCall keys(String... arguments) {
        return CommandCall.of(
                Stream.concat(Stream.of("keys"), Stream.concat(Stream.of(arguments), Stream.of(dataDirectory())))
                        .toArray(String[]::new));
    }

    // The one of the server of this test, which runs
    private String dataDirectory() {
        return "--reevaluate.data-dir="
                + Path.of(world.text("select current_setting('data_directory')"))
                        .getParent();
    }
}
