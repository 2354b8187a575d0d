-- Which subscriptions are in a management group: their resources inherit the roles that are assigned there. A subscription is in one group at most.
create table management_group_subscription (
    subscription      text collate "C" primary key,   -- lower case
    subscription_name text not null,                  -- as written by whoever put it there
    group_arm_id      text not null,                  -- the same, with leading slash
    group_key         text collate "C" not null,      -- lower case
    added_at          timestamptz not null,
    added_by          text not null
);
create index management_group_subscription_by_group on management_group_subscription using hash (group_key);
create index role_assignment_by_scope on role_assignment using hash (scope_key);

-- Taken by every change of who is in a group and of the roles assigned at one, so that none of two such changes misses what the other one makes inherited.
create table management_group_change (
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into management_group_change (number) values (0);
