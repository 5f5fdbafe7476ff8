package dev.reevaluate.server.command;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.access.KeyRegister;
import dev.reevaluate.server.access.KeyRegister.KnownKey;
import dev.reevaluate.server.access.KeyRegister.Revocation;
import dev.reevaluate.server.access.NewKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds, lists and revokes keys, without SQL. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        description = "Adds, lists and revokes API keys. A running server knows of it at once.")
final class KeysCommand {

    private static final String ROW = "%-14s %-20s %12s %10s %-9s %-20s %s%n";

    private final ServerDatabase database;
    private final InputStream in;

    @Spec
    private @Nullable CommandSpec spec;

    KeysCommand(ServerDatabase database, InputStream in) {
        this.database = database;
        this.in = in;
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ServeCommand.Version.class,
            description = {
                "Makes a random key, and prints it: the only time that it is seen, as its hash alone is stored.",
                "The key is all that goes to standard output."
            })
    void add(
            @Option(names = "--organization", required = true, paramLabel = "ID", description = "What the key opens.")
                    long organization,
            @Option(names = "--project", paramLabel = "ID", description = "The only project that it opens.") @Nullable
                    Long project,
            @Option(names = "--read-only", description = "It may only read.") boolean readOnly,
            @Option(names = "--name", paramLabel = "NAME", description = "To find it by.") @Nullable String name) {
        String key = NewKey.random();
        KnownKey added = database.with(KeyRegister.class, keys -> keys.add(key, organization, project, readOnly, name));
        out().println(key);
        if (out().checkError()) {
            database.with(KeyRegister.class, keys -> keys.revokeKey(key));
            throw new SetupException(
                    "The key could not be written to standard output, so nobody has it: it was revoked.",
                    Terminal.advice(out()) + ", and add another.");
        }
        err().printf(
                        "Added key %s of organization %s. Keep it: it is not shown again.%n",
                        added.fingerprint(), organization);
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ServeCommand.Version.class,
            description = "Lists all keys, the revoked ones included, each by a fingerprint: the start of its hash.")
    void list() {
        List<KnownKey> keys = database.with(KeyRegister.class, KeyRegister::all);
        out().printf(ROW, "FINGERPRINT", "NAME", "ORGANIZATION", "PROJECT", "READ-ONLY", "CREATED", "REVOKED");
        keys.forEach(key -> out().printf(
                        ROW,
                        key.fingerprint(),
                        Objects.requireNonNullElse(key.name(), "-"),
                        key.organization(),
                        Objects.requireNonNullElse(key.project(), "all"),
                        key.readOnly() ? "yes" : "no",
                        time(key.created()),
                        time(key.revoked())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ServeCommand.Version.class,
            description = {
                "Revokes a key for good: no request and no document brings it back.",
                "Without KEY, the key itself is read from standard input. It does not belong on a command line, which"
                        + " the shell remembers and every user of the machine can see."
            })
    void revoke(
            @Parameters(arity = "0..1", paramLabel = "KEY", description = "Its fingerprint or its name.") @Nullable
                    String known) {
        // The key is asked for once there is a database
        Revocation revocation = database.with(
                KeyRegister.class, keys -> known == null ? keys.revokeKey(readKey()) : keys.revoke(known));
        out().printf(
                        revocation.now()
                                ? "Revoked key %s of organization %s.%n"
                                : "Key %s of organization %s was revoked before.%n",
                        revocation.key().fingerprint(),
                        revocation.key().organization());
    }

    private static String time(@Nullable OffsetDateTime time) {
        return time == null
                ? "-"
                : time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String readKey() {
        err().println("The key, on a line:");
        err().flush();
        try {
            @Nullable String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
