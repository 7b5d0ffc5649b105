-- What a row shows of itself: without what is hidden.
create function audit_shown(whole jsonb, hidden text[]) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(key, case when key = any(hidden) then to_jsonb('(hidden)'::text) else value end), '{}')
  from jsonb_each(whole) where value <> 'null'
$$;
--> statement-breakpoint
-- The part of a row that names it.
create function audit_key(whole jsonb, keys text[]) returns jsonb language sql immutable as $$
  select jsonb_object_agg(key, value) from jsonb_each(whole) where key = any(keys)
$$;
--> statement-breakpoint
-- What one row became: only what is new about it.
create function audit_difference(was jsonb, became jsonb, hidden text[], quiet text[]) returns jsonb language sql immutable as $$
  select jsonb_build_object(
    'before', jsonb_object_agg(key, case when key = any(hidden) then to_jsonb('(hidden)'::text) else was -> key end),
    'after', jsonb_object_agg(key, case when key = any(hidden) then to_jsonb('(changed)'::text) else value end))
  from jsonb_each(became) where value is distinct from was -> key and key <> all(quiet)
$$;
--> statement-breakpoint
-- Whether a change is left out: some tables are watched only where a person acts.
create function audit_left_out(whose text) returns boolean language sql stable as $$
  select whose = 'people' and coalesce(current_setting('drawbridge.who', true), '') = ''
$$;
--> statement-breakpoint
create function audit_insert() returns trigger language plpgsql as $$
declare keys text[] := string_to_array(tg_argv[0], ','); hidden text[] := string_to_array(tg_argv[1], ',');
begin
  if audit_left_out(tg_argv[3]) then return null; end if;
  insert into audit_staged (table_name, operation, rows, changes)
  select tg_table_name, 'insert', (select count(*) from new_rows), jsonb_agg(
    jsonb_build_object('key', audit_key(r, keys), 'after', audit_shown(r, hidden)))
  from (select to_jsonb(new_rows) r from new_rows limit 20) few having count(*) > 0;
  return null;
end $$;
--> statement-breakpoint
create function audit_delete() returns trigger language plpgsql as $$
declare keys text[] := string_to_array(tg_argv[0], ','); hidden text[] := string_to_array(tg_argv[1], ',');
begin
  if audit_left_out(tg_argv[3]) then return null; end if;
  insert into audit_staged (table_name, operation, rows, changes)
  select tg_table_name, 'delete', (select count(*) from old_rows), jsonb_agg(
    jsonb_build_object('key', audit_key(r, keys), 'before', audit_shown(r, hidden)))
  from (select to_jsonb(old_rows) r from old_rows limit 20) few having count(*) > 0;
  return null;
end $$;
--> statement-breakpoint
-- Rows of before and after belong together by their key; one that only follows other changes says nothing.
create function audit_update() returns trigger language plpgsql as $$
declare
  keys text[] := string_to_array(tg_argv[0], ','); hidden text[] := string_to_array(tg_argv[1], ',');
  quiet text[] := string_to_array(tg_argv[2], ',');
begin
  if audit_left_out(tg_argv[3]) then return null; end if;
  insert into audit_staged (table_name, operation, rows, changes)
  with young as materialized (
    select became, concat_ws(E'\n', became ->> keys[1], became ->> keys[2], became ->> keys[3], became ->> keys[4]) as key
    from (select to_jsonb(new_rows) as became from new_rows) each),
  old as materialized (
    select was, concat_ws(E'\n', was ->> keys[1], was ->> keys[2], was ->> keys[3], was ->> keys[4]) as key
    from (select to_jsonb(old_rows) as was from old_rows) each)
  select tg_table_name, 'update', max(n), jsonb_agg(
    jsonb_build_object('key', audit_key(became, keys)) || audit_difference(was, became, hidden, quiet))
  from (
    select was, became, count(*) over () as n from young join old using (key)
    where was - quiet <> became - quiet limit 20) few having count(*) > 0;
  return null;
end $$;
--> statement-breakpoint
-- As a transaction commits: all that it changed becomes one row, behind the newest. The lock is held from here to the
-- end of the commit and nothing else is waited for while it is, so that it makes no deadlock and holds nobody up long.
create function audit_seal() returns trigger language plpgsql as $$
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
--> statement-breakpoint
create constraint trigger audit_sealed after insert on audit_staged deferrable initially deferred
  for each row execute function audit_seal();
--> statement-breakpoint
create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is only added to.' using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger audit_log_kept before update or delete on audit_log for each row execute function audit_refuse();
--> statement-breakpoint
create trigger audit_log_not_emptied before truncate on audit_log for each statement execute function audit_refuse();
