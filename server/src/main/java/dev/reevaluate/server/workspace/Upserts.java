package dev.reevaluate.server.workspace;

import dev.reevaluate.server.results.RunSuccess;

/**
 * One statement a table: from the staged entries into it, by id. An entry that changes nothing writes nothing, and locks
 * nothing, so that any number of servers may start with the same document.
 */
final class Upserts {

    // Those that exist are not even locked.
    static final String NEW_ORGANIZATIONS = """
            insert into organization (id, name)
            select e.id, e.name
            from staged s, jsonb_to_record(s.entry) as e (id bigint, name text)
            where s.section = 'organizations'
            on conflict (id) do nothing
            """;

    static final String CHANGED_ORGANIZATIONS = """
            select count(*)
            from staged s
            join organization o on o.id = s.id,
                 jsonb_to_record(s.entry) as e (name text, balance numeric)
            where s.section = 'organizations' and (o.name <> e.name or o.granted <> e.balance)
            """;

    static final String NAMES_OF_ORGANIZATIONS = """
            update organization o
            set name = e.name, updated_at = now()
            from staged s, jsonb_to_record(s.entry) as e (id bigint, name text)
            where s.section = 'organizations' and o.id = e.id and o.name <> e.name
            """;

    static final String PROJECTS = """
            insert into project (id, organization_id, name, webhook_url, webhook_secret)
            select e.id, e.organization, e.name, e.webhook_url, e.webhook_secret
            from staged s,
                 jsonb_to_record(s.entry) as e (id bigint, organization bigint, name text, webhook_url text,
                                                webhook_secret text)
            where s.section = 'projects'
              and not exists (select from project p
                              where p.id = s.id
                                and (p.organization_id, p.name, p.webhook_url, p.webhook_secret) is not distinct from
                                    (e.organization, e.name, e.webhook_url, e.webhook_secret))
            on conflict (id) do update
            set organization_id = excluded.organization_id, name = excluded.name,
                webhook_url = excluded.webhook_url, webhook_secret = excluded.webhook_secret
            """;

    // All that is kept of a key is its hash, as access.KeyHash makes it.
    static final String KEY_ENTRIES = """
            select coalesce(decode(e.key_sha256, 'hex'), sha256(convert_to(e.key, 'UTF8'))) as hash, e.organization,
                   e.project, coalesce(e.read_only, false) as read_only, e.name,
                   case when e.revoked then now() end as revoked_at
            from staged s,
                 jsonb_to_record(s.entry) as e (key text, key_sha256 text, organization bigint, project bigint,
                                                read_only boolean, name text, revoked boolean)
            where s.section = 'api_keys'""";

    // A revoked key stays revoked, and a key that has a name keeps it where the document has none.
    static final String API_KEYS = """
            insert into api_key (hash, organization_id, project_id, read_only, name, revoked_at)
            select k.hash, k.organization, k.project, k.read_only, k.name, k.revoked_at
            from (%s) k
            on conflict (hash) do update
            set organization_id = excluded.organization_id, project_id = excluded.project_id,
                read_only = excluded.read_only, name = coalesce(excluded.name, api_key.name),
                revoked_at = coalesce(api_key.revoked_at, excluded.revoked_at)
            where (api_key.organization_id, api_key.project_id, api_key.read_only, api_key.name,
                   api_key.revoked_at is null) is distinct from
                  (excluded.organization_id, excluded.project_id, excluded.read_only,
                   coalesce(excluded.name, api_key.name),
                   coalesce(api_key.revoked_at, excluded.revoked_at) is null)
            """.formatted(KEY_ENTRIES);

    static final String OTHER_KEYS = """
            with k as (%s)
            select encode(substr(hash, 1, 6), 'hex')
            from api_key
            where revoked_at is null and organization_id in (select organization from k)
              and hash not in (select hash from k)
            order by 1
            """.formatted(KEY_ENTRIES);

    static final String AGENTS = """
            insert into agent (id, project_id, name, description, language, inbound, contact_number, webhook_url,
                               webhook_secret)
            select e.id, e.project, e.name, e.description, e.language, e.inbound, e.contact_number, e.webhook_url,
                   e.webhook_secret
            from staged s,
                 jsonb_to_record(s.entry) as e (id bigint, project bigint, name text, description text, language text,
                                                inbound boolean, contact_number text, webhook_url text,
                                                webhook_secret text)
            where s.section = 'agents'
              and not exists (select from agent a
                              where a.id = s.id
                                and (a.project_id, a.name, a.description, a.language, a.inbound, a.contact_number,
                                     a.webhook_url, a.webhook_secret)
                                    is not distinct from
                                    (e.project, e.name, e.description, e.language, e.inbound, e.contact_number,
                                     e.webhook_url, e.webhook_secret))
            on conflict (id) do update
            set project_id = excluded.project_id, name = excluded.name, description = excluded.description,
                language = excluded.language, inbound = excluded.inbound, contact_number = excluded.contact_number,
                webhook_url = excluded.webhook_url, webhook_secret = excluded.webhook_secret
            """;

    // A function makes a metric predefined, whatever its type says; the two deprecated types are prompts to a
    // judge. Costs where none is given: as the vendor charges. Only a custom trigger decides; the vendor does not
    // say by what an automatic one does.
    static final String METRICS = """
            insert into metric (id, project_id, name, kind, eval_type, function_name, configuration, prompt, custom_code,
                                enum_values, cost, simulation_enabled, trigger_kind, trigger_text)
            select m.*
            from (select e.id, e.project, e.name, kind.name as kind,
                         case when e.eval_type like 'binary%' then 'binary' else e.eval_type end as eval_type,
                         e.function_name, coalesce(nullif(e.configuration, 'null'), '{}') as configuration, e.prompt,
                         e.custom_code, nullif(e.enum_values, 'null') as enum_values,
                         coalesce(e.cost, case when kind.name = 'llm_judge' then 0.2 else 0 end) as cost,
                         coalesce(e.simulation_enabled, true) as simulation_enabled,
                         trigger.kind as trigger_kind,
                         case trigger.kind when 'llm_judge' then e.evaluation_trigger_prompt
                                           when 'custom_code' then e.evaluation_trigger_custom_code end as trigger_text
                  from staged s,
                       jsonb_to_record(s.entry) as e (id bigint, project bigint, name text, type text, eval_type text,
                                                      function_name text, configuration jsonb, prompt text,
                                                      custom_code text, enum_values jsonb, cost numeric,
                                                      simulation_enabled boolean, evaluation_trigger text,
                                                      trigger_type text, evaluation_trigger_prompt text,
                                                      evaluation_trigger_custom_code text),
                       lateral (select case when e.evaluation_trigger = 'custom' then e.trigger_type end) as trigger (kind),
                       lateral (select case when e.function_name is not null then 'predefined'
                                            when e.type = 'custom_code' then 'custom_code'
                                            else 'llm_judge' end) as kind (name)
                  where s.section = 'metrics') m
            where not exists (select from metric old
                              where old.id = m.id
                                and (old.project_id, old.name, old.kind, old.eval_type, old.function_name,
                                     old.configuration, old.prompt, old.custom_code, old.enum_values, old.cost,
                                     old.simulation_enabled, old.trigger_kind, old.trigger_text) is not distinct from
                                    (m.project, m.name, m.kind, m.eval_type, m.function_name,
                                     m.configuration, m.prompt, m.custom_code, m.enum_values, m.cost,
                                     m.simulation_enabled, m.trigger_kind, m.trigger_text))
            on conflict (id) do update
            set project_id = excluded.project_id, name = excluded.name, kind = excluded.kind,
                eval_type = excluded.eval_type, function_name = excluded.function_name,
                configuration = excluded.configuration, prompt = excluded.prompt, custom_code = excluded.custom_code,
                enum_values = excluded.enum_values, cost = excluded.cost,
                simulation_enabled = excluded.simulation_enabled, trigger_kind = excluded.trigger_kind,
                trigger_text = excluded.trigger_text
            """;

    static final String FORGET_SCOPES = """
            delete from metric_agent
            using staged s
            where s.section = 'metrics' and s.id = metric_agent.metric_id
              and not coalesce(s.entry -> 'agents', '[]') @> to_jsonb(metric_agent.agent_id)
            """;

    static final String SCOPES = """
            insert into metric_agent (metric_id, agent_id)
            select distinct s.id, agent::bigint
            from staged s, jsonb_array_elements_text(coalesce(s.entry -> 'agents', '[]')) as agent
            where s.section = 'metrics'
            on conflict do nothing
            """;

    // The state of a result that was ever re-evaluated is the server's, no longer the document's.
    static final String RESULTS = """
            insert into result (id, agent_id, name, status)
            select e.id, e.agent, e.name, coalesce(e.status, 'completed')
            from staged s, jsonb_to_record(s.entry) as e (id bigint, agent bigint, name text, status text)
            where s.section = 'results'
            on conflict (id) do update
            set agent_id = excluded.agent_id, name = excluded.name, updated_at = now(),
                status = case when result.reevaluated then result.status else excluded.status end
            """;

    // A run with nothing to judge is a success, once it completed.
    static final String RUNS = """
            insert into run (id, result_id, status, deleted, success, transcript_object, recording_data, metadata,
                             duration, call_end_reason, executed_at, test_profile, provider_call_id,
                             provider_call_data, tags, voice_recording, evaluator, expected_outcome)
            select e.id, e.result, e.status, e.deleted, e.status = 'completed', e.transcript_object, e.recording_data,
                   e.metadata, e.duration, e.call_end_reason, e.executed_at, e.test_profile, e.provider_call_id,
                   e.provider_call_data, e.tags, e.voice_recording, e.evaluator, e.expected_outcome
            from (%s and s.position >= :from and s.position < :to) e
            on conflict (id) do update
            set result_id = excluded.result_id, status = excluded.status, deleted = excluded.deleted,
                success = excluded.success
                          and not exists (select from score where score.run_id = run.id and not score.passed),
                transcript_object = excluded.transcript_object, recording_data = excluded.recording_data,
                metadata = excluded.metadata, duration = excluded.duration,
                call_end_reason = excluded.call_end_reason, executed_at = excluded.executed_at,
                test_profile = excluded.test_profile, provider_call_id = excluded.provider_call_id,
                provider_call_data = excluded.provider_call_data, tags = excluded.tags,
                voice_recording = excluded.voice_recording, evaluator = excluded.evaluator,
                expected_outcome = excluded.expected_outcome
            """.formatted(Unchanged.RUN_ENTRIES);

    // The later evaluation stays. What is owed is the worker's to write, which locks in another order.
    static final String SCORES = """
            insert into score (run_id, metric_id, score, enum_value, passed, failed, explanation, extra, evaluated_at)
            select e.run, e.metric, e.score, e.enum,
                   case when m.eval_type = 'binary' and e.score is not null then e.score > 0 end, e.failed,
                   e.explanation, e.extra, coalesce(e.evaluated_at, r.executed_at, now())
            from (%s) e
            join run r on r.id = e.run
            join metric m on m.id = e.metric
            where not exists (select from slice
                              where result_id = r.result_id and finished_at is null
                                and e.run = any (open_run_ids) and e.metric = any (metric_ids))
            on conflict (run_id, metric_id) do update
            set score = excluded.score, enum_value = excluded.enum_value, passed = excluded.passed,
                failed = excluded.failed, explanation = excluded.explanation, extra = excluded.extra,
                evaluated_at = excluded.evaluated_at
            where score.evaluated_at <= excluded.evaluated_at
            """.formatted(Unchanged.SCORE_ENTRIES);

    static final String SUCCESS_OF_SCORED_RUNS =
            "update run set success = not success where id in (select id from staged where section = 'scores') and success <> "
                    + RunSuccess.RULE;

    private Upserts() {}
}
