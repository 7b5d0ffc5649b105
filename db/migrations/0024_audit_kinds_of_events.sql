-- An event that is only noted as told has no kind: then the table stands for it.
create or replace function audit_seal() returns trigger language plpgsql as $$
declare
  who jsonb := nullif(current_setting('drawbridge.who', true), '')::jsonb;
  all_changes jsonb; tags text[]; incident text; last_id bigint; last_hash text; entry text; moment timestamptz(3);
begin
  if not exists (select from audit_staged where transaction = txid_current()) then return null; end if;
  who := coalesce(who, case when current_setting('application_name') like 'drawbridge%'
    then jsonb_build_object('kind', 'system')
    else jsonb_build_object('kind', 'database', 'name', session_user, 'program', current_setting('application_name')) end);
  with gone as (delete from audit_staged where transaction = txid_current() returning *)
  select jsonb_agg(jsonb_build_object('table', table_name, 'operation', operation, 'rows', rows, 'changes', changes) order by n),
    array_agg(distinct case when table_name = 'events' and operation = 'insert' then changes -> 0 -> 'after' ->> 'kind' else table_name || ':' || operation end),
    max(case when table_name = 'events' then changes -> 0 -> 'after' ->> 'incident_id' end)
  into all_changes, tags, incident from gone;
  perform pg_advisory_xact_lock(7272742);
  select id, hash into last_id, last_hash from audit_log order by id desc limit 1;
  last_id := coalesce(last_id, 0) + 1;
  last_hash := coalesce(last_hash, repeat('0', 64));
  moment := clock_timestamp();
  entry := jsonb_build_object('at', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'who', who,
    'what', to_jsonb(tags), 'incident', incident, 'changes', all_changes)::text;
  insert into audit_log (id, at, actor_kind, actor_id, actor_name, what, incident_id, body, previous, hash)
  values (last_id, moment, who ->> 'kind', who ->> 'id', who ->> 'name', tags, incident, entry, last_hash,
    encode(sha256(convert_to(last_hash || E'\n' || last_id || E'\n' || entry, 'UTF8')), 'hex'));
  return null;
end $$;
