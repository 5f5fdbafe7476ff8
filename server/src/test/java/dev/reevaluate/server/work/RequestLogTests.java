package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.SteadyClock;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The log tells of a bulk request when it is accepted, each ten seconds while it is worked on, and when it has ended. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class RequestLogTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final SliceWork work;
    private final MetricDefinitions metrics;
    private final RequestLog log;
    private Duration passed = Duration.ZERO;

    @Autowired
    RequestLogTests(World world, BulkEvaluation bulk, Slices slices, SliceWork work, MetricDefinitions metrics) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.work = work;
        this.metrics = metrics;
        this.log = new RequestLog(slices, new SteadyClock(() -> passed.toNanos()));
    }

    @BeforeEach
    void threeSlicesOfOneRequest() {
        new Workload(world, bulk, 3, 50);
        bulk.evaluate(Workload.CALLER, World.ids(1, 2, 3), World.ids(PREDEFINED));
    }

    @Test
    void aRequestHasALineEachTenSecondsAndOneAtItsEnd(CapturedOutput output) {
        for (int i = 0; i < 3; i++) {
            Slice slice = take(i);
            for (int second = 0; second < 8; second++) {
                log.working(slice);
                passed = passed.plusSeconds(1);
            }
            evaluate(slice);
        }

        assertThat(lines(output))
                .map(line -> line.replaceAll("\\d+ s left|[\\d.]+/s|in [\\d.]+ s\\b", "#"))
                .containsExactly(
                        "of organization 1: 150 evaluations in 3 slices of 3 results, 150.00 credits",
                        ": 50 of 150 evaluations (33 %), #, about #",
                        ": 100 of 150 evaluations (66 %), #, about #",
                        " has ended: 150 evaluations #, #; 0 not applicable, 0 failed");
    }

    @Test
    void whatWaitsIsToldWithTheReasonOnceInTenSeconds(CapturedOutput output) {
        Slice first = take(0);
        log.working(first);
        slices.waitFor(first, "the endpoint is away");

        for (int i = 0; i < 5; i++) {
            log.waits(first, Duration.ofSeconds(4), "the endpoint is away");
        }
        assertThat(lines(output).subList(1, 2)).containsExactly(" waits 4 s for another try: the endpoint is away");
        assertThat(lines(output)).hasSize(2);

        passed = passed.plusSeconds(10);
        log.working(take(1));
        assertThat(lines(output).get(2))
                .isEqualTo(": 0 of 150 evaluations (0 %), 0.0/s; 50 wait: the endpoint is away");
    }

    @Test
    void theLineAtTheEndCountsWhatHasNoScore(CapturedOutput output) {
        new Workload(world, bulk, 1, 5).request(1, PREDEFINED, Workload.FAILING);

        world.work();

        assertThat(lines(output).get(1)).endsWith("; 0 not applicable, 5 failed");
    }

    @Test
    void theServersOwnWorkersTellIt(CapturedOutput output) {
        world.work();

        assertThat(lines(output)).hasSize(2);
        assertThat(lines(output).get(1)).startsWith(" has ended: 150 evaluations in ");
    }

    private Slice take(int position) {
        long first = world.number("select min(id) from slice").longValue();
        return slices.claim(first + position).orElseThrow();
    }

    private void evaluate(Slice slice) {
        assertThat(WorkSteps.commit(
                        work,
                        metrics,
                        slice,
                        slice.openRunIds().stream().mapToLong(Long::longValue).toArray()))
                .isTrue();
        log.ended(slice);
    }

    private List<String> lines(CapturedOutput output) {
        String request = "Request " + world.number("select max(id) from bulk_request");
        return output.getAll()
                .lines()
                .filter(line -> line.contains(request))
                .map(line -> line.substring(line.indexOf(request) + request.length()))
                .map(line -> line.startsWith(" of") ? line.strip() : line)
                .toList();
    }
}
