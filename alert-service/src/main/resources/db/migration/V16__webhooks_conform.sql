-- Trying whether a receiver does with messages what docs/webhooks.md says: a run at a time for each webhook, a case after the other, by whichever replica
-- holds the claim. One whose replica dies is taken up by another when the claim is over.
create table conformance_run (
    id            uuid        primary key,
    group_id      uuid        not null,                      -- row of the action group
    receiver_name text        not null,                      -- lower case
    target_key    text        not null,                      -- md5 of the URI, which may hold a secret
    endpoint      text        not null,                      -- scheme, host and port of it
    body_format   text        not null,
    state         text        not null check (state in ('Running', 'Completed', 'Interrupted')),
    reason        text,                                      -- why it was interrupted
    asked_by      text        not null,
    claim         uuid,
    claimed_until timestamptz,
    claims        integer     not null default 0,            -- how often it was taken up since it has come further
    created_at    timestamptz not null,
    finished_at   timestamptz
);

create unique index conformance_run_once on conformance_run (group_id, receiver_name) where state = 'Running';
create index conformance_run_running on conformance_run (created_at) where state = 'Running';
create index conformance_run_asked on conformance_run (md5(asked_by), created_at);
create index conformance_run_of_webhook on conformance_run (group_id, receiver_name, created_at);
create index conformance_run_age on conformance_run (created_at);

create table conformance_case (
    run_id   uuid     not null references conformance_run (id) on delete cascade,
    position smallint not null,                              -- in the order in which they are tried
    name     text     not null,
    verdict  text     not null check (verdict in ('Passed', 'Failed', 'NotApplicable')),
    reason   text,
    messages text     not null,                              -- JSON: what was sent, without signatures, and what was answered
    primary key (run_id, position)
);
