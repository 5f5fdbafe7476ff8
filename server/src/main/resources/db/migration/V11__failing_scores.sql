-- A run is a success while none of its scores fails: looked for after each evaluation, among few.
create index score_failing on score (run_id) where not passed;
