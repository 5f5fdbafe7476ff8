-- What judges and Python metrics are told of a call --------------------------------------------------------------------

alter table agent
  add column language       text,
  add column inbound        boolean,
  add column contact_number text;

alter table run
  add column test_profile       jsonb,
  add column provider_call_id   text,
  add column provider_call_data jsonb,
  add column tags               jsonb,
  add column voice_recording    text,
  -- what the caller was told to do, and what was to come of it
  add column evaluator          jsonb,
  add column expected_outcome   jsonb;

alter table metric
  -- decides whether the metric is evaluated on a run: a question to the judge, or a Python program
  add column trigger_kind text check (trigger_kind in ('llm_judge', 'custom_code')),
  add column trigger_text text,
  add check ((trigger_kind is null) = (trigger_text is null));

-- A judge may explain itself in several texts, and chooses one of an enum's values -----------------------------------------

alter table score
  alter column explanation type jsonb using jsonb_build_array(explanation),
  add column enum_value text;
