package dev.reevaluate.server.kills;

import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed at any moment, also together with its database: the next one on the same directory has every
 * request that was answered 200, and finishes what was paid for, all of it, and nothing twice.
 *
 * <p>{@code ./mvnw test -Pkill-tests -pl server -am} does it 45 times. A run prints its seed; with {@code -Dkills.seed=N}
 * it is given again, and by it what is sent, which ends come in which order, and with which settings.
 */
class KillTests {

    private static final long SEED = Long.getLong("kills.seed", System.nanoTime() % 1_000_000);

    private final Random random = new Random(SEED);
    private final Figures figures = new Figures();

    @TempDir
    private Path directory;

    private @Nullable ServerProcess server;

    @AfterEach
    void leaveNoProcessBehind() throws IOException {
        if (server != null) {
            server.clear();
        }
    }

    @Test
    void whateverIsKilledEveryPairIsScoredOnceAndEveryCreditIsAccountedFor() throws Exception {
        List<Kill> plan = Kill.plan(
                Integer.getInteger("kills.server", 2),
                Integer.getInteger("kills.server-and-database", 1),
                Integer.getInteger("kills.asked", 1),
                random);
        say("%d ends of a server, -Dkills.seed=%d".formatted(plan.size(), SEED));
        BigDecimal balance = PricedWork.BALANCE;
        try (JudgeEndpoint judge = new JudgeEndpoint();
                WebhookReceiver receiver = new WebhookReceiver()) {
            Files.writeString(directory.resolve("workspace.yaml"), PricedWork.workspace(receiver.url()));
            Settings settings = Settings.any(random);
            ServerProcess running = start(settings, judge);
            logScores(running);
            for (int number = 1; number <= plan.size(); number++) {
                Kill kill = plan.get(number - 1);
                String name = "%d of %d, %s: ".formatted(number, plan.size(), kill);
                try {
                    Round round = new Round(kill, settings, judge, receiver, random);
                    round.end(running);
                    settings = Settings.any(random);
                    running = start(settings, judge);
                    Figures.Line line = round.audit(running, balance);
                    balance = line.balance();
                    figures.add(line);
                    say(name + line);
                } catch (AssertionError | Exception e) {
                    throw new AssertionError("-Dkills.seed=" + SEED + ", " + name + e.getMessage(), e);
                }
            }
        }
        say(figures.table());
    }

    private ServerProcess start(Settings settings, JudgeEndpoint judge) throws IOException {
        String[] arguments = Stream.of(
                        settings.arguments(),
                        judge.arguments(),
                        List.of("--reevaluate.workspace=" + directory.resolve("workspace.yaml")))
                .flatMap(List::stream)
                .toArray(String[]::new);
        ServerProcess started = ServerProcess.start(directory.resolve("data"), arguments);
        server = started;
        return started;
    }

    private static void logScores(ServerProcess server) throws Exception {
        try (Books books = new Books(server)) {
            books.logScores();
        }
    }

    @SuppressWarnings("SystemOut") // its purpose
    private static void say(String line) {
        System.out.println(line);
    }
}
