package dev.reevaluate.server.webhooks;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.results.ResultView;
import dev.reevaluate.server.results.Results;
import dev.reevaluate.server.results.RunView;
import dev.reevaluate.server.results.Runs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes the body of {@code result.completed}, from the database as it is at the moment. */
@Repository
class Payloads {

    /** Bytes of transcripts in one event; where a result has more, its runs are sent without theirs. */
    static final long LARGEST_TRANSCRIPTS = 8L * 1024 * 1024;

    // As deep as answers are: see application.yaml
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(2_000)
                            .build())
                    .build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final JdbcClient jdbc;
    private final Results results;
    private final Runs runs;

    Payloads(JdbcClient jdbc, Results results, Runs runs) {
        this.jdbc = jdbc;
        this.results = results;
        this.runs = runs;
    }

    /** Returns the event as JSON, all of it of one moment; empty where the result does not exist any more. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Optional<String> resultCompleted(long organization, long result) {
        Caller owner = new Caller(organization, null, true);
        return results.find(owner, result)
                .map(view ->
                        JSON.writeValueAsString(Map.of("event_type", "result.completed", "data", data(owner, view))));
    }

    private Map<String, Object> data(Caller owner, ResultView result) {
        Map<Long, RunExtras> extras = extras(result.id());
        long transcripts =
                extras.values().stream().mapToLong(RunExtras::transcriptBytes).sum();
        List<RunView> views =
                transcripts > LARGEST_TRANSCRIPTS ? runs.ofResult(result.id()) : runs.find(owner, extras.keySet());
        Map<String, Object> byId = new LinkedHashMap<>();
        views.forEach(run -> byId.put(Long.toString(run.id()), RunPayload.of(run, extras.get(run.id()))));

        List<RunView> withOutcome = views.stream()
                .filter(run -> {
                    RunExtras more = extras.get(run.id());
                    return more != null && more.expectedOutcome() != null;
                })
                .toList();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", result.id());
        data.put("name", result.name());
        data.put("agent", result.agentId());
        data.put("status", result.status().wireName());
        data.put(
                "met_expected_outcome_count",
                withOutcome.stream().filter(RunView::success).count());
        data.put("total_expected_outcome_count", withOutcome.size());
        data.put("success_rate", result.successRate().doubleValue());
        // Runs of calls, which no schedule has started
        data.put("run_as_text", false);
        data.put("is_cronjob", false);
        data.put("created_at", result.createdAt());
        data.put("runs", byId);
        return data;
    }

    private Map<Long, RunExtras> extras(long result) {
        return jdbc
                .sql("""
                        select id, voice_recording, evaluator::text, expected_outcome::text,
                               octet_length(transcript_object::text) as transcript_bytes
                        from run
                        where result_id = ? and not deleted
                        order by id
                        """)
                .param(result)
                .query((row, n) -> new RunExtras(
                        row.getLong("id"),
                        row.getString("voice_recording"),
                        RunExtras.json(row.getString("evaluator")),
                        RunExtras.json(row.getString("expected_outcome")),
                        row.getLong("transcript_bytes")))
                .list()
                .stream()
                .collect(Collectors.toMap(RunExtras::id, Function.identity(), (one, same) -> one, LinkedHashMap::new));
    }
}
