package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * Bulk requests a second, of one result and one metric each, over HTTP, beside the floor of running the statements of such a
 * request from plain JDBC, at 1 and at 16 clients. The workers stand still, so that only accepting is measured.
 */
@ServerTest
@Import(RecordedStatements.Configuration.class)
class SmallestRequestBenchmark {

    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 4));
    private static final int ROUNDS = 3;
    private static final int WARM_UPS = 4;
    private static final int MOST_CLIENTS = 16;
    private static final int RESULTS = 40_000;

    private final World world;
    private final DataSource dataSource;
    private final int port;
    private final RecordedStatements recorded;
    private final AtomicLong next = new AtomicLong();

    @Autowired
    SmallestRequestBenchmark(
            World world, DataSource dataSource, RecordedStatements recorded, @LocalServerPort int port) {
        this.world = world;
        this.dataSource = dataSource;
        this.recorded = recorded;
        this.port = port;
    }

    @Test
    void smallestRequest() throws Exception {
        new Dataset(world).create(RESULTS, 1);
        world.load("api_keys: [{key: %s, organization: 1}]".formatted(Dataset.KEY));
        overHttp().call();
        // A number that nothing else in the statements has
        next.set(31_415);
        recorded.record(() -> overHttp().call());
        long first = next.get();
        List<Callable<Void>> jdbc = new ArrayList<>();
        for (int i = 0; i < MOST_CLIENTS; i++) {
            jdbc.add(overJdbc(first));
        }
        // One client alone would not have the server compiled for many rounds
        List<Callable<Void>> warmUp = overHttp(MOST_CLIENTS);
        for (int round = 0; round < WARM_UPS; round++) {
            perSecond(warmUp);
            perSecond(jdbc);
        }
        for (int clients : new int[] {1, MOST_CLIENTS}) {
            // Only now: the server closes a connection on which nothing is asked
            List<Callable<Void>> http = overHttp(clients);
            List<Double> requests = new ArrayList<>();
            List<Double> floor = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                requests.add(perSecond(http));
                floor.add(perSecond(jdbc.subList(0, clients)));
            }
            double ours = median(requests);
            double plain = median(floor);
            BenchmarkTable.row(
                    text("smallest requests over HTTP by %d clients; floor: their statements over JDBC", clients),
                    text("%,.0f/s", ours),
                    text("%,.0f/s", plain),
                    ours / plain,
                    "at least 0.5");
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    // A result of its own for each request, as one that is already owed costs less
    private long result() {
        return 1 + next.getAndIncrement() % RESULTS;
    }

    private List<Callable<Void>> overHttp(int clients) throws IOException {
        List<Callable<Void>> callables = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            callables.add(overHttp());
        }
        return callables;
    }

    @SuppressWarnings("resource") // ends with the benchmark
    private Callable<Void> overHttp() throws IOException {
        HttpConnection connection = new HttpConnection(port);
        return () -> {
            int status = connection.post(
                    Dataset.BULK, Dataset.KEY, "{\"result_ids\": [%d], \"metric_ids\": [11]}".formatted(result()));
            if (status != 200) {
                throw new IllegalStateException("status " + status);
            }
            return null;
        };
    }

    @SuppressWarnings("resource") // ends with the benchmark
    private Callable<Void> overJdbc(long recordedResult) throws SQLException {
        Connection connection = dataSource.getConnection();
        Map<String, PreparedStatement> prepared = new HashMap<>();
        return () -> {
            long result = result();
            recorded.replay(
                    connection,
                    prepared,
                    Map.of(recordedResult, result, recordedResult * 10_000_000 + 1, result * 10_000_000 + 1));
            return null;
        };
    }

    private double perSecond(List<Callable<Void>> clients) throws Exception {
        new Dataset(world).forgetRequests();
        next.set(0);
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            long end = System.nanoTime() + ROUND.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (Callable<Void> client : clients) {
                counts.add(threads.submit(() -> {
                    long count = 0;
                    for (; System.nanoTime() < end; count++) {
                        client.call();
                    }
                    return count;
                }));
            }
            long total = 0;
            for (Future<Long> count : counts) {
                total += count.get();
            }
            return (double) total / (double) ROUND.toSeconds();
        } finally {
            threads.shutdownNow();
        }
    }
}
