package dev.reevaluate.server.workspace;

/**
 * Statements that take out of the staged results and runs those that are in the database already as the document has
 * them. What is left is locked and written, and nothing else.
 */
final class Unchanged {

    static final String RUN_ENTRIES = """
            select s.id, e.result, e.status, coalesce(e.deleted, false) as deleted,
                   coalesce(nullif(e.transcript_object, 'null'), '[]') as transcript_object,
                   nullif(e.recording_data, 'null') as recording_data, nullif(e.metadata, 'null') as metadata,
                   e.duration, e.call_end_reason, e.executed_at, nullif(e.test_profile, 'null') as test_profile,
                   e.provider_call_id, nullif(e.provider_call_data, 'null') as provider_call_data,
                   nullif(e.tags, 'null') as tags, e.voice_recording, nullif(e.evaluator, 'null') as evaluator,
                   nullif(e.expected_outcome, 'null') as expected_outcome
            from staged s,
                 jsonb_to_record(s.entry) as e (result bigint, status text, deleted boolean, transcript_object jsonb,
                                                recording_data jsonb, metadata jsonb, duration numeric,
                                                call_end_reason text, executed_at timestamptz, test_profile jsonb,
                                                provider_call_id text, provider_call_data jsonb, tags jsonb,
                                                voice_recording text, evaluator jsonb, expected_outcome jsonb)
            where s.section = 'runs'""";

    // The state of a result that was ever re-evaluated is the server's.
    static final String RESULTS = """
            delete from staged
            where section = 'results'
              and id in (select r.id
                         from staged s, jsonb_to_record(s.entry) as e (agent bigint, name text, status text), result r
                         where s.section = 'results' and r.id = s.id and (r.agent_id, r.name) = (e.agent, e.name)
                           and (r.status = coalesce(e.status, 'completed') or r.reevaluated))
            """;

    // Whether a run is a success follows from its state and its scores.
    static final String RUNS = """
            delete from staged
            where section = 'runs'
              and id in (select r.id
                         from (%s) e
                         join run r on r.id = e.id
                         where (r.result_id, r.status, r.deleted, r.transcript_object, r.recording_data, r.metadata,
                                r.duration, r.call_end_reason, r.executed_at, r.test_profile, r.provider_call_id,
                                r.provider_call_data, r.tags, r.voice_recording, r.evaluator, r.expected_outcome)
                               is not distinct from
                               (e.result, e.status, e.deleted, e.transcript_object, e.recording_data, e.metadata,
                                e.duration, e.call_end_reason, e.executed_at, e.test_profile, e.provider_call_id,
                                e.provider_call_data, e.tags, e.voice_recording, e.evaluator, e.expected_outcome))
            """.formatted(RUN_ENTRIES);

    static final String SCORE_ENTRIES = """
            select e.run, e.metric, e.score, e.enum, coalesce(e.failed, false) as failed,
                   coalesce(nullif(e.explanation, 'null'), '[]') as explanation,
                   coalesce(nullif(e.extra, 'null'), '{}') as extra, e.evaluated_at
            from staged s,
                 jsonb_to_record(s.entry) as e (run bigint, metric bigint, score numeric, enum text, failed boolean,
                                                explanation jsonb, extra jsonb, evaluated_at timestamptz)
            where s.section = 'scores'""";

    // What was evaluated since then is the server's. Of a score without any time nobody knows whether it is later.
    static final String SCORES = """
            delete from staged s
            using (%s) e, score old, run r
            where s.section = 'scores' and s.id = e.run and (s.entry ->> 'metric')::bigint = e.metric
              and old.run_id = e.run and old.metric_id = e.metric and r.id = e.run
              and (coalesce(e.evaluated_at, r.executed_at, '-infinity') < old.evaluated_at
                   or (old.evaluated_at, old.score, old.enum_value, old.failed, old.explanation, old.extra)
                      is not distinct from
                      (coalesce(e.evaluated_at, r.executed_at), e.score, e.enum, e.failed, e.explanation, e.extra))
            """.formatted(SCORE_ENTRIES);

    private Unchanged() {}
}
