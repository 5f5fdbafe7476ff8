package dev.reevaluate.server.workspace;

/** One statement a table: from the staged entries into it, by id. */
final class Upserts {

    // Those that exist are not even locked.
    static final String NEW_ORGANIZATIONS = """
            insert into organization (id, name)
            select e.id, e.name
            from staged s, jsonb_to_record(s.entry) as e (id bigint, name text)
            where s.section = 'organizations'
            on conflict (id) do nothing
            """;

    static final String NAMES_OF_ORGANIZATIONS = """
            update organization o
            set name = e.name, updated_at = now()
            from staged s, jsonb_to_record(s.entry) as e (id bigint, name text)
            where s.section = 'organizations' and o.id = e.id and o.name <> e.name
            """;

    static final String PROJECTS = """
            insert into project (id, organization_id, name)
            select e.id, e.organization, e.name
            from staged s, jsonb_to_record(s.entry) as e (id bigint, organization bigint, name text)
            where s.section = 'projects'
            on conflict (id) do update set organization_id = excluded.organization_id, name = excluded.name
            """;

    static final String AGENTS = """
            insert into agent (id, project_id, name, description)
            select e.id, e.project, e.name, e.description
            from staged s, jsonb_to_record(s.entry) as e (id bigint, project bigint, name text, description text)
            where s.section = 'agents'
            on conflict (id) do update
            set project_id = excluded.project_id, name = excluded.name, description = excluded.description
            """;

    // A function makes a metric predefined, whatever its type says; the two deprecated types are prompts to a judge.
    // Costs where none is given: as the vendor charges.
    static final String METRICS = """
            insert into metric (id, project_id, name, kind, eval_type, function_name, configuration, prompt, custom_code,
                                enum_values, cost, simulation_enabled)
            select e.id, e.project, e.name, kind.name,
                   case when e.eval_type like 'binary%' then 'binary' else e.eval_type end,
                   e.function_name, coalesce(nullif(e.configuration, 'null'), '{}'), e.prompt, e.custom_code,
                   nullif(e.enum_values, 'null'),
                   coalesce(e.cost, case when kind.name = 'llm_judge' then 0.2 else 0 end),
                   coalesce(e.simulation_enabled, true)
            from staged s,
                 jsonb_to_record(s.entry) as e (id bigint, project bigint, name text, type text, eval_type text,
                                                function_name text, configuration jsonb, prompt text, custom_code text,
                                                enum_values jsonb, cost numeric, simulation_enabled boolean),
                 lateral (select case when e.function_name is not null then 'predefined'
                                      when e.type = 'custom_code' then 'custom_code'
                                      else 'llm_judge' end) as kind (name)
            where s.section = 'metrics'
            on conflict (id) do update
            set project_id = excluded.project_id, name = excluded.name, kind = excluded.kind,
                eval_type = excluded.eval_type, function_name = excluded.function_name,
                configuration = excluded.configuration, prompt = excluded.prompt, custom_code = excluded.custom_code,
                enum_values = excluded.enum_values, cost = excluded.cost,
                simulation_enabled = excluded.simulation_enabled
            """;

    static final String FORGET_SCOPES = """
            delete from metric_agent
            where metric_id in (select (entry ->> 'id')::bigint from staged where section = 'metrics')
            """;

    static final String SCOPES = """
            insert into metric_agent (metric_id, agent_id)
            select distinct (s.entry ->> 'id')::bigint, agent::bigint
            from staged s, jsonb_array_elements_text(coalesce(s.entry -> 'agents', '[]')) as agent
            where s.section = 'metrics'
            """;

    // The state of a result that was ever re-evaluated is the server's, no longer the document's.
    static final String RESULTS = """
            insert into result (id, agent_id, name, status)
            select e.id, e.agent, e.name, coalesce(e.status, 'completed')
            from staged s, jsonb_to_record(s.entry) as e (id bigint, agent bigint, name text, status text)
            where s.section = 'results'
            on conflict (id) do update
            set agent_id = excluded.agent_id, name = excluded.name, updated_at = now(),
                status = case when exists (select from slice where slice.result_id = result.id) then result.status
                              else excluded.status end
            where (result.agent_id, result.name) <> (excluded.agent_id, excluded.name)
               or result.status <> excluded.status
                  and not exists (select from slice where slice.result_id = result.id)
            """;

    // A run with nothing to judge is a success, once it completed.
    static final String RUNS = """
            insert into run (id, result_id, status, deleted, success, transcript_object, recording_data, metadata,
                             duration, call_end_reason, executed_at)
            select e.id, e.result, e.status, coalesce(e.deleted, false), e.status = 'completed',
                   coalesce(nullif(e.transcript_object, 'null'), '[]'), nullif(e.recording_data, 'null'),
                   nullif(e.metadata, 'null'), e.duration, e.call_end_reason, e.executed_at
            from staged s,
                 jsonb_to_record(s.entry) as e (id bigint, result bigint, status text, deleted boolean,
                                                transcript_object jsonb, recording_data jsonb, metadata jsonb,
                                                duration numeric, call_end_reason text, executed_at timestamptz)
            where s.section = 'runs'
            on conflict (id) do update
            set result_id = excluded.result_id, status = excluded.status, deleted = excluded.deleted,
                success = excluded.success
                          and not exists (select from score where score.run_id = run.id and not score.passed),
                transcript_object = excluded.transcript_object, recording_data = excluded.recording_data,
                metadata = excluded.metadata, duration = excluded.duration,
                call_end_reason = excluded.call_end_reason, executed_at = excluded.executed_at
            """;

    private Upserts() {}
}
