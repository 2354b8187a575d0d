-- The audit is asked for a scope and what is below it, a budget, a principal and a time, and says under which request a change was made.
alter table budget_audit add column scope_arm_id text;               -- as in the request, with leading slash
alter table budget_audit add column scope_key    text collate "C";   -- lower case
alter table budget_audit add column budget_name  text;
alter table budget_audit add column request_id   text;               -- null for what was written before it was kept

update budget_audit a
set scope_arm_id = b.scope_arm_id, scope_key = lower(b.scope_arm_id), budget_name = b.name
from budget b where b.uuid = a.budget_uuid;

-- Of a budget whose row is gone nothing else is known. A replica of the version before writes none of these columns while it is being replaced.
update budget_audit set scope_arm_id = '', scope_key = '', budget_name = '' where scope_arm_id is null;
alter table budget_audit alter column scope_arm_id set default '';
alter table budget_audit alter column scope_key set default '';
alter table budget_audit alter column budget_name set default '';
alter table budget_audit alter column scope_arm_id set not null;
alter table budget_audit alter column scope_key set not null;
alter table budget_audit alter column budget_name set not null;
create index budget_audit_by_time on budget_audit (at);

-- What was written stays as it was written, whoever asks the database.
create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only added to';
end $$;

create trigger budget_audit_stays before update or delete on budget_audit
    for each row execute function refuse_change_of_audit();
create trigger budget_audit_is_not_emptied before truncate on budget_audit
    for each statement execute function refuse_change_of_audit();
