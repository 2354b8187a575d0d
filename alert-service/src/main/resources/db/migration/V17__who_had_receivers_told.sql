-- On which grounds a receiver is told of an alert: whoever of a tenant had it told (the tenant in lower case), and for whose role where it was found by one (id of a principal), with chr(30)
-- between them. It is told while one ground holds. Empty for what was planned before this was kept: then whoever wrote the budget, of whichever tenant, must all have the right.
alter table delivery_alert add column grounds text[] not null default '{}';
