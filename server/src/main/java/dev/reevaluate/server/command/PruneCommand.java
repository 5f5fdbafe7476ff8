package dev.reevaluate.server.command;

import dev.reevaluate.server.Counted;
import dev.reevaluate.server.retention.PastRequests;
import dev.reevaluate.server.retention.PastRequests.Removed;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.ComponentScan;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Removes bulk requests of the past. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        description = {
            "Removes bulk requests that are done and older, with what they were made of. Scores, results and balances stay;"
                    + " of their ledger entries the sum of each day stays. What is still owed is never removed."
        })
final class PruneCommand implements Callable<Integer> {

    private final ServerDatabase database;

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "TIME",
            converter = Age.class,
            description = "Such as 30d; a day at least.")
    private @Nullable Duration age;

    @Option(names = "--dry-run", description = "Only shows what would be removed.")
    private boolean dryRun;

    @Spec
    private @Nullable CommandSpec spec;

    PruneCommand(ServerDatabase database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        ServerDatabase used = dryRun ? database.toReadOnly() : database;
        return used.with(PastRequests.class, this::prune, Configuration.class);
    }

    private int prune(PastRequests requests) {
        OffsetDateTime before = requests.ago(Objects.requireNonNull(age));
        Removed removed = dryRun ? requests.count(before) : removeAll(requests, before);
        out().printf(
                        "%s %s from before %s: %s, %s, %s.%n",
                        dryRun ? "Would remove" : "Removed",
                        Counted.of(removed.requests(), "request"),
                        before.toLocalDate(),
                        Counted.of(removed.slices(), "slice"),
                        Counted.of(removed.ledgerEntries(), "ledger entry"),
                        Counted.of(removed.webhookDeliveries(), "webhook delivery"));
        return 0;
    }

    // Each batch is a transaction of its own: what is removed when this ends half way was to be removed
    private static Removed removeAll(PastRequests requests, OffsetDateTime before) {
        Removed all = requests.remove(before);
        for (Removed more = all; more.requests() > 0; ) {
            more = requests.remove(before);
            all = all.plus(more);
        }
        return all;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** An age as settings have it. */
    static final class Age implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            try {
                Duration age = DurationStyle.detectAndParse(value);
                if (age.compareTo(Duration.ofDays(1)) >= 0 && age.compareTo(Duration.ofDays(36_500)) <= 0) {
                    return age;
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                // Refused below
            }
            throw new TypeConversionException("'%s' is no time of a day or more, such as 30d".formatted(value));
        }
    }

    /** What removes. */
    @ComponentScan("dev.reevaluate.server.retention")
    static class Configuration {}
}
