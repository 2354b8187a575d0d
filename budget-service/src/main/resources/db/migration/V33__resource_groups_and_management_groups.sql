-- What is said of resource groups. A group is kept under its place, as charges name it: of one in a subscription that moves to another customer the new one sees nothing of the old.
create table resource_group (
    scope_id   integer primary key references scope,
    location   text,                            -- null: nobody has said it
    managed_by text,
    tags       jsonb not null,                  -- an object of texts
    deleted_on date                             -- UTC. It is there again once it is stated, or a charge of a later day has named it.
);

-- The groups of a subscription are listed.
create index scope_groups_by_subscription on scope (lower(subscription)) where kind = 5;

-- What management groups are called. A group is known without a row here as well: when a subscription is in it, or somebody has a role at it.
create table management_group (
    group_key    text collate "C" primary key,  -- the ARM id in lower case
    group_arm_id text not null,
    display_name text not null
);
