package dev.reevaluate.server.workspace;

import java.util.EnumMap;
import java.util.Map;

/** What makes a document's entries of the tables: the counterpart of {@link Upserts}. */
final class Exports {

    static final Map<Section, String> LISTS = new EnumMap<>(Map.of(
            Section.ORGANIZATIONS, """
                    select id, name, trim_scale(granted)::text as balance,
                           trim_scale(nullif(granted - balance, 0))::text as used
                    from organization order by id
                    """,
            Section.PROJECTS, """
                    select id, organization_id as organization, name, webhook_url, webhook_secret
                    from project order by id
                    """,
            Section.API_KEYS, """
                    select encode(hash, 'hex') as key_sha256, organization_id as organization, project_id as project,
                           nullif(read_only, false) as read_only, name,
                           case when revoked_at is not null then true end as revoked
                    from api_key order by hash
                    """,
            Section.AGENTS, """
                    select id, project_id as project, name, description, language, inbound, contact_number, webhook_url,
                           webhook_secret
                    from agent order by id
                    """,
            Section.METRICS, """
                    select m.id, m.project_id as project, m.name, nullif(m.kind, 'predefined') as type, m.eval_type,
                           m.function_name, nullif(m.configuration, '{}') as configuration, m.prompt, m.custom_code,
                           m.enum_values, case when m.trigger_kind is not null then 'custom' end as evaluation_trigger,
                           m.trigger_kind as trigger_type,
                           case m.trigger_kind when 'llm_judge' then m.trigger_text end as evaluation_trigger_prompt,
                           case m.trigger_kind when 'custom_code' then m.trigger_text end
                             as evaluation_trigger_custom_code,
                           trim_scale(m.cost)::text as cost,
                           array(select agent_id from metric_agent where metric_id = m.id order by 1) as agents,
                           nullif(m.simulation_enabled, true) as simulation_enabled
                    from metric m order by m.id
                    """,
            // One that is being re-evaluated ends so; in another database nobody would end it
            Section.RESULTS, """
                    select id, agent_id as agent, name,
                           case when id in (select result_id from slice where finished_at is null)
                                then case when exists (select from run
                                                       where result_id = result.id and not deleted
                                                         and status = 'completed')
                                          then 'completed' else 'failed' end
                                else status end as status
                    from result order by id
                    """,
            Section.RUNS, """
                    select id, result_id as result, status, nullif(deleted, false) as deleted,
                           nullif(transcript_object, '[]') as transcript_object, recording_data, metadata, duration,
                           call_end_reason,
                           to_char(executed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as executed_at,
                           test_profile, provider_call_id, provider_call_data, tags, voice_recording, evaluator,
                           expected_outcome
                    from run order by id
                    """,
            Section.SCORES, """
                    select run_id as run, metric_id as metric, score, enum_value as enum,
                           nullif(failed, false) as failed, explanation, nullif(extra, '{}') as extra,
                           to_char(evaluated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as evaluated_at
                    from score order by run_id, metric_id
                    """));

    private Exports() {}
}
