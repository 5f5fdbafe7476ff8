package dev.reevaluate.server.kills;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.kills.JudgeEndpoint.Call;
import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** Work for a server that owes nothing, its end in the midst, and an audit once the next one owes nothing. */
final class Round {

    /** What a server takes to end that has answers of half a second to wait for. */
    private static final Duration SANE_END = Duration.ofSeconds(15);

    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private final Kill kill;
    private final Settings settings;
    private final JudgeEndpoint judge;
    private final WebhookReceiver receiver;
    private final Random random;
    private final Load load;

    private long since;
    private Instant ended = Instant.MIN;
    private int cutOff;
    private Set<String> unanswered = Set.of();

    Round(Kill kill, Settings settings, JudgeEndpoint judge, WebhookReceiver receiver, Random random) {
        this.kill = kill;
        this.settings = settings;
        this.judge = judge;
        this.receiver = receiver;
        this.random = random;
        this.load = new Load(kill.judged(), random);
    }

    /** Sends requests to the server and ends it when the moment has come. */
    void end(ServerProcess server) throws Exception {
        judge.forgetCalls();
        receiver.forgetKeys();
        if (kill.way() != Kill.Way.ASKED) {
            receiver.holdAnswers();
        }
        try (Books books = new Books(server)) {
            since = books.open();
            try (Clients clients = new Clients(server.address(), load.requests())) {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(ServerProcess.PATIENCE)
                        .until(moment(clients, books));
                if (kill.moment() == Kill.Moment.ACCEPTANCE) {
                    LockSupport.parkNanos(random.nextInt(4_000_000));
                }
                kill(server);
                clients.join();
            }
        }
        cutOff = load.cutOff();
        unanswered = kill.way() == Kill.Way.ASKED ? Set.of() : Set.copyOf(receiver.keys());
        receiver.releaseAnswers();
    }

    /** Repeats requests at the next server, and audits what it makes of all that it finds. */
    Figures.Line audit(ServerProcess next, BigDecimal balanceBefore) throws Exception {
        try (Books books = new Books(next)) {
            if (kill.way() == Kill.Way.ASKED) {
                Audit.nothingIsAcceptedWithoutAnAnswer(books, since, load);
            }
            try (Clients clients = new Clients(next.address(), load.toRepeat())) {
                clients.join();
            }
            await("that nothing is owed, and no worker has anything to do")
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(ServerProcess.PATIENCE)
                    .until(books::areSettled);
            Audit audit = new Audit(books, since);
            audit.everyAnsweredRequestIsFound(load);
            audit.everyChargedPairIsScoredOnce();
            BigDecimal balance = audit.everyCreditIsAccountedFor(balanceBefore);
            callersSee(next.client(PricedWork.KEY), balance);
            int eventsRepeated = audit.everyCompletionIsTold(receiver.keys(), unanswered);
            List<Call> calls = judge.calls();
            long repeated = audit.callsRepeated(calls, ended);
            assertThat(repeated).as("calls repeated").isLessThanOrEqualTo(repeatedAtMost());
            assertThat(calls.stream().filter(call -> call.isUnderWayAt(ended)))
                    .as("calls under way")
                    .hasSizeLessThanOrEqualTo(settings.concurrency());
            return new Figures.Line(
                    kill,
                    load.answered(),
                    cutOff,
                    audit.scored(),
                    audit.leftAt(ended),
                    audit.lost(),
                    audit.doubled(),
                    eventsRepeated,
                    calls.size(),
                    repeated,
                    repeatedAtMost(),
                    balance);
        }
    }

    // By what is observed, never by the clock alone.
    private Callable<Boolean> moment(Clients clients, Books books) {
        return switch (kill.moment()) {
            case ACCEPTANCE -> {
                int answers = random.nextInt(load.requests().size() * 3 / 4);
                yield () -> clients.answered() >= answers;
            }
            case MIDDLE -> {
                String lane = kill.judged() ? "awaited" : "computed";
                double share = 0.05 + 0.8 * random.nextDouble();
                long enough = Math.round(share * load.runs(kill.judged()));
                yield () -> books.doneRuns(lane, since) >= enough;
            }
            case COMPLETION -> {
                int few = random.nextInt(kill.judged() ? 8 : 40);
                yield () -> clients.areDone() && books.openRuns(since) <= few;
            }
        };
    }

    private void kill(ServerProcess server) throws IOException, InterruptedException {
        ended = Instant.now();
        switch (kill.way()) {
            case SERVER -> server.kill();
            case SERVER_AND_DATABASE -> server.killWithDatabase();
            case ASKED -> {
                assertThat(server.end()).as("exit code").isEqualTo(ENDED_BY_SIGTERM);
                assertThat(Duration.between(ended, Instant.now()))
                        .as("time to end")
                        .isLessThan(SANE_END);
                // What it wrote while it ended counts as written before
                ended = Instant.now();
            }
        }
    }

    // In good order nothing is under way any more.
    private int repeatedAtMost() {
        return kill.way() == Kill.Way.ASKED ? 0 : settings.repeatedAtMost();
    }

    private static void callersSee(RestClient api, BigDecimal balance) {
        assertThat(get(api, "/test_framework/v1/results/?page_size=100")
                        .path("results")
                        .values())
                .hasSize(PricedWork.RESULTS + PricedWork.JUDGED_RESULTS)
                .allSatisfy(
                        result -> assertThat(result.path("status").asString()).isEqualTo("completed"));
        String credits = get(api, "/test_framework/billing/info/")
                .path("credits_remaining")
                .asString();
        assertThat(new BigDecimal(credits)).as("credits remaining").isEqualByComparingTo(balance);
    }

    private static JsonNode get(RestClient api, String path) {
        return requireNonNull(api.get().uri(path).retrieve().body(JsonNode.class));
    }
}
