-- An alert whose cause a restatement or an edit took away is Resolved, and Active again when the cause is back. What was heard last of each crossing is kept apart from its alert, since it may be
-- heard before the crossing itself where a topic was given more partitions; of two changes the one with the higher number holds.
create table crossing_state (
    crossing   uuid        primary key,                      -- the crossing event's id, and the alert's
    number     bigint      not null,
    resolved   boolean     not null,
    changed_at timestamptz not null                          -- when the budget service found it
);

alter table alert add column cause_gone boolean not null default false;  -- whatever its status: one that is dismissed may have lost its cause as well
alter table alert add column state_number bigint not null default 0;     -- of the change that this follows
alter table alert drop constraint alert_status_check;
alter table alert add constraint alert_status_check check (status in ('Active', 'Dismissed', 'Overridden', 'Resolved'));
