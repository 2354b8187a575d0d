-- An alert of a lower threshold is overridden by that of a higher one of the same budget, period and kind of threshold; one that was made to test
-- receivers is no alert of a budget, and is listed nowhere.
alter table alert add column overriding_alert uuid references alert (id);
alter table alert add column closed_at timestamptz;
alter table alert add column test boolean not null default false;
alter table alert drop constraint alert_status_check;
alter table alert add constraint alert_status_check check (status in ('Active', 'Dismissed', 'Overridden'));
create index alert_by_budget on alert (budget_uuid);

-- In which form a webhook's body is written; null for kinds of receivers that have no choice.
alter table delivery add column body_format text;

-- A test of receivers, under the id of the alert that it sends.
create table test_send (
    id           uuid        primary key references alert (id),
    place_key    text        not null,                       -- ARM id of where it was asked for: a scope or an action group; lower case
    customer_key text        not null default '',            -- whose person asked, as {account}/{customer}; empty for the partner's
    principal    text        not null,
    created_at   timestamptz not null
);

create index test_send_by_principal on test_send (md5(principal), created_at);

-- What a test has to tell of each receiver: the deliveries that were made for it, one unless it is a role that several hold.
create table test_send_receiver (
    test_send_id uuid    not null references test_send (id),
    position     integer not null,
    name         text    not null,
    mechanism    text    not null,                            -- Azure's word for the kind of receiver
    kind         text    not null,
    receiver     text    not null,
    primary key (test_send_id, position)
);
