-- A webhook is one receiver of one action group, by the group's row (names come back after a group was deleted) and the receiver's name in
-- lower case. Deliveries that were made before this was kept name none, and are sent as before.
alter table delivery add column group_id uuid;
alter table delivery add column receiver_name text;
create index delivery_of_webhook on delivery (group_id, receiver_name, finished_at)
    where group_id is not null and state in ('Gathering', 'Pending', 'Sending', 'GaveUp', 'Refused');

-- How it goes with a webhook at the URI that it had: one that is given another URI begins anew. There are rows for what was tried.
create table webhook_endpoint (
    id                  uuid        not null default gen_random_uuid(),
    group_id            uuid        not null,
    receiver_name       text        not null,
    target_key          text        not null,                -- md5 of the URI, which may hold a secret
    endpoint            text        not null,                -- scheme, host and port of it
    created_at          timestamptz not null,
    failing_since       timestamptz,                         -- of an unbroken row of failures
    last_success_at     timestamptz,
    last_failure_at     timestamptz,
    last_failure_reason text,
    disabled_at         timestamptz,                         -- while it is, nothing is sent
    disabled_reason     text        check (disabled_reason in ('gone', 'failing')),
    telling_until       timestamptz,                         -- lease of whoever tells its owner
    told_at             timestamptz,                         -- when its owner was told that it is disabled
    primary key (group_id, receiver_name, target_key)
);

create index webhook_endpoint_by_time on webhook_endpoint (created_at desc, id desc);
create index webhook_endpoint_to_tell on webhook_endpoint (disabled_at) where disabled_at is not null and told_at is null;

-- Sending again what a webhook has missed: goes on wherever it was left.
create table webhook_recovery (
    id            uuid        primary key,
    group_id      uuid        not null,
    receiver_name text        not null,
    since         timestamptz not null,
    until         timestamptz not null,
    state         text        not null check (state in ('Running', 'Completed', 'Failed')),
    reason        text,
    replayed      bigint      not null default 0,
    asked_by      text        not null,
    created_at    timestamptz not null,
    stepped_at    timestamptz not null,
    finished_at   timestamptz
);

create index webhook_recovery_running on webhook_recovery (stepped_at) where state = 'Running';
