-- Taken first, in the order in which everybody takes them: later, whoever makes a budget or a customer meanwhile would wait for this and this for them.
select pg_advisory_xact_lock(688529);
update budget_change set number = number + 1;

-- That the charges of a customer are counted under another agreement, and how far that is. A row for each change of an agreement; the last one of a customer is what holds.
create table customer_recount (
    id         uuid primary key,
    scope_id   integer not null references scope,   -- the customer
    agreement  smallint not null check (agreement in (1, 2)), -- under which its charges have to count
    asked_at   timestamptz not null,
    begun_at   timestamptz,
    total      bigint,                              -- charges under the other agreement when it began
    done       bigint not null default 0,           -- those of them that count anew, in the transaction that has them do so
    failed_at  timestamptz,                         -- when going on failed; null once it has gone on
    failure    text,
    ended_at   timestamptz,
    superseded boolean not null default false,      -- ended since the agreement has changed again
    check ((failed_at is null) = (failure is null)),
    check ((begun_at is null) = (total is null)),
    check (not superseded or ended_at is not null)
);
create unique index customer_recount_open on customer_recount (scope_id) where ended_at is null;
create index customer_recount_by_scope on customer_recount (scope_id, asked_at);
insert into customer_recount (id, scope_id, agreement, asked_at) select gen_random_uuid(), scope_id, agreement, now() from customer where recount;

-- A filter by PartnerEarnedCreditApplied compares True or False, whatever word the source has for it, as questions always did; before, it compared the source's word. What such filters have added up
-- is built again, as if it had been asked for now: under the stream's lock from the beginning, so that no batch adds to it in between.
delete from spend where series_id in (select id from spend_series where state in (1, 2) and position('"x_PartnerCreditApplied"' in cast(filter as text)) > 0);
update spend_series set state = 0, change = (select number from budget_change)
where state in (1, 2) and position('"x_PartnerCreditApplied"' in cast(filter as text)) > 0;
