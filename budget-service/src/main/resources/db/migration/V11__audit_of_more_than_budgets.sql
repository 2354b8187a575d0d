-- Who may see cost, who has which role and under which agreement a customer is: changes of these are traced like those of budgets.
alter table budget_audit rename to audit;
alter table audit rename column budget_name to name;
alter table audit alter column budget_uuid drop not null;       -- null: no budget was changed
alter table audit add column kind text not null default 'budget';
alter index budget_audit_by_time rename to audit_by_time;
alter index budget_audit_by_budget rename to audit_by_budget;
alter trigger budget_audit_stays on audit rename to audit_stays;
alter trigger budget_audit_is_not_emptied on audit rename to audit_is_not_emptied;

-- A replica of the version before goes on writing and showing budgets while it is being replaced.
create view budget_audit as
select id, budget_uuid, at, principal, tenant, action, before, after, scope_arm_id, scope_key, name as budget_name, request_id
from audit where kind = 'budget';
