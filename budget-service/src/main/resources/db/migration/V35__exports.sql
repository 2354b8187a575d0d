-- Exports: what somebody has written to a folder, by a schedule and when it is asked for. One that is deleted and made again has another version than it ever had.
create sequence cost_export_version;
create table cost_export (
    id           uuid primary key,
    owner        text not null,                      -- key of a place: of a subscription that moves to another customer the new one sees nothing of the old
    name_key     text not null,                      -- the name in lower case
    name         text not null,
    scope_arm_id text not null,
    version      bigint not null default nextval('cost_export_version'),
    properties   json not null,                      -- not jsonb: what was sent comes back in its order
    principal    text not null,                      -- who saved it last, with whose rights it runs
    tenant       text not null,
    roles        text[] not null,                    -- partner roles of the token with which it was saved
    groups       text[] not null,
    rights_at    timestamptz not null,               -- when that was
    next_at      timestamptz,                        -- of its schedule; null: none
    around       text collate "C",                   -- key of the subscription at or in which it is, by which those of all its resource groups are counted; null elsewhere
    unique (owner, name_key)
);
create index cost_export_by_next on cost_export (next_at) where next_at is not null;
create index cost_export_around on cost_export (around) where around is not null;

create table cost_export_run (
    id           uuid primary key,
    export_id    uuid not null references cost_export on delete cascade,
    occurrence   timestamptz,                        -- of the schedule; null: somebody has asked for it
    submitted_by text not null,
    submitted_at timestamptz not null,
    started_at   timestamptz,
    ended_at     timestamptz,
    state        smallint not null check (state in (1, 2, 3, 4, 5)), -- 1 queued, 2 in progress, 3 completed, 4 failed, 5 no data
    first_day    date not null,
    last_day     date not null,
    settings     json not null,                      -- properties of the export when it was submitted
    file_id      uuid,                               -- of cost_file, in which it is collected; null again when it is over
    folder       text,                               -- in which something of it may be seen, below the folder of all exports; null while nothing was named
    file_name    text,                               -- below that too
    byte_count   bigint,
    error_code   text,
    error        text,
    attempts     integer not null,
    holder       text,
    leased_until timestamptz not null
);
-- An occurrence runs once, however many replicas look for it; and of one export, one run at a time.
create unique index cost_export_run_once on cost_export_run (export_id, occurrence) where occurrence is not null;
create unique index cost_export_run_at_a_time on cost_export_run (export_id) where state in (1, 2);
create index cost_export_run_unfinished on cost_export_run (leased_until) where state in (1, 2);
create index cost_export_run_by_age on cost_export_run (export_id, submitted_at desc);

-- A run that goes with its export takes with it what was collected for it: nobody else would ever ask for that.
create function remove_collected_of_export() returns trigger language plpgsql as $$
begin
    delete from cost_file where id = old.file_id;
    return null;
end
$$;
create trigger cost_export_run_leaves_nothing after delete on cost_export_run
    for each row when (old.file_id is not null) execute function remove_collected_of_export();
