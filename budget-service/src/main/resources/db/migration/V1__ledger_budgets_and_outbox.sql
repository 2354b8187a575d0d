-- The database of the budget service. Read it from top to bottom: who is charged (scope), what for (dimension_set), how much
-- (charge, daily_cost, spend), what was asked to be watched (budget), what was found (crossed_threshold), what has to be told (outbox).
-- Money is numeric without a scale: what was sent comes back to the last digit. Time is UTC. Oldest PostgreSQL: 15.

-- Who is charged. One row for each billing account, billing profile, customer, subscription and resource group that a charge or a budget
-- has named. Subscriptions and resource groups are kept per customer: a subscription that moves to another customer shows its new
-- customer nothing of the old one (DESIGN.md section 6, point 10). The key is lower case, because ARM ids are not case-sensitive.
create table scope (
    id              integer generated always as identity primary key,
    key             text collate "C" not null unique,
    kind            smallint not null check (kind between 1 and 5),
    billing_account text not null,
    billing_profile text,
    customer        text,
    subscription    text,
    resource_group  text,
    display_name    text,
    -- Fixed by the first charge (or by PUT); the billing account is always in US dollars. Null: nothing was charged yet.
    currency        char(3)
);
create index scope_by_account on scope (billing_account, kind);
create index scope_by_subscription on scope (lower(subscription)) where kind = 4;

-- To whom a subscription belongs now: the customer of its newest charge.
create table subscription_owner (
    subscription    text collate "C" primary key,
    scope_id        integer not null references scope,
    newest_charge   timestamptz not null
);

-- What the partner says of a customer and cannot be learnt from charges. A customer without a row is MCA, its policy NotAllowed.
create table customer (
    scope_id      integer primary key references scope,
    agreement     smallint not null default 1 check (agreement in (1, 2)), -- 1 Microsoft Customer Agreement, 2 CSP offer
    view_charges  boolean not null default false,
    display_name  text,
    version       bigint not null default 0,
    -- Set while charges of the customer still count under the former agreement; a background task recounts them.
    recount       boolean not null default false
);

create table charge_source (
    id   integer generated always as identity primary key,
    name text collate "C" not null unique
);

-- The key of the daily cost: the dimensions that most questions group by.
create table cost_group (
    id                     integer generated always as identity primary key,
    fingerprint            uuid not null unique,
    account_scope          integer not null references scope,
    profile_scope          integer not null references scope,
    customer_scope         integer references scope,
    subscription_scope     integer references scope,
    resource_group_scope   integer references scope,
    agreement              smallint not null,
    invoice                text,
    service                text,
    charge_category        smallint not null,
    commitment             text,
    partner_credit_applied boolean,
    currency               char(3) not null
);

-- The descriptive columns of a charge, interned: they repeat from day to day, the amounts do not. A charge holds the id alone.
-- *_price says at which price its charges count in a view: 0 not at all, 1 billed, 2 retail, 3 zero (commitment-covered).
create table dimension_set (
    id                     integer generated always as identity primary key,
    fingerprint            uuid not null unique,
    cost_group_id          integer not null references cost_group,
    account_scope          integer not null references scope,
    profile_scope          integer not null references scope,
    customer_scope         integer references scope,
    subscription_scope     integer references scope,
    resource_group_scope   integer references scope,
    account_price          smallint not null,
    profile_price          smallint not null,
    customer_price         smallint not null,
    rbac_price             smallint not null,
    agreement              smallint not null,
    currency               char(3) not null,
    charge_category        smallint not null,
    -- FOCUS column name to value, only those that were given; tags to their values.
    dimensions             jsonb not null,
    tags                   jsonb not null
);
create index dimension_set_by_account on dimension_set (account_scope);
create index dimension_set_by_profile on dimension_set (profile_scope);
create index dimension_set_by_customer on dimension_set (customer_scope);
create index dimension_set_by_subscription on dimension_set (subscription_scope);
create index dimension_set_by_resource_group on dimension_set (resource_group_scope);

-- Numbers the transactions that change the ledger, in the order of nothing in particular, but: while somebody holds the
-- exclusive lock of the stream, no transaction with a number taken is in flight.
create sequence charge_batch;

-- The ledger: one row for each charge, as it is known now.
create table charge (
    account_scope    integer not null,
    source_id        integer not null,
    id               text collate "C" not null,
    revision         integer not null,
    content          uuid not null,
    dimension_set_id integer not null,
    charge_start     timestamptz not null,
    charge_end       timestamptz,
    billed           numeric not null,
    effective        numeric not null,
    retail           numeric,            -- null: unpriced, it waits
    billed_usd       numeric,            -- null: it waits for a rate
    effective_usd    numeric,
    usd_rate         numeric,            -- dollars for one unit of the billing currency, where we computed; null where the row said
    usd_rate_date    date,
    quantity         numeric,
    unit_price       numeric,
    batch            bigint not null,
    primary key (account_scope, source_id, id)
);
create index charge_by_dimensions on charge (dimension_set_id, charge_start);
create index charge_awaiting_rate on charge (charge_start) where billed_usd is null;
create index charge_unpriced on charge (dimension_set_id) where retail is null;

-- What a restatement replaced: nothing that was once known is forgotten.
create table superseded_charge (
    account_scope    integer not null,
    source_id        integer not null,
    id               text collate "C" not null,
    revision         integer not null,
    content          uuid not null,
    dimension_set_id integer not null,
    charge_start     timestamptz not null,
    charge_end       timestamptz,
    billed           numeric not null,
    effective        numeric not null,
    retail           numeric,
    billed_usd       numeric,
    effective_usd    numeric,
    usd_rate         numeric,
    usd_rate_date    date,
    quantity         numeric,
    unit_price       numeric,
    batch            bigint not null,
    superseded_batch bigint not null,
    superseded_at    timestamptz not null,
    primary key (account_scope, source_id, id, superseded_batch)
);
create index superseded_charge_by_batch on superseded_charge (superseded_batch);

-- The ledger by day, with the costs of every view.
create table daily_cost (
    cost_group_id integer not null,
    day           date not null,
    charges       bigint not null,
    billed        numeric not null,
    effective     numeric not null,
    retail        numeric not null,
    billed_usd    numeric not null,
    effective_usd numeric not null,
    primary key (cost_group_id, day)
) with (fillfactor = 70);

-- A question that spend answers: scope, filter, metric and time grain, shared by the budgets that ask the same.
-- The unfiltered month of every scope always exists. Any other is registered under the exclusive lock of the stream with the last batch
-- number, then built from the ledger as of that number, then ready (section 6, point 4).
create table spend_series (
    id           integer generated always as identity primary key,
    scope_id     integer not null references scope,
    time_grain   smallint not null,     -- 1 month, 3 quarter, 12 year: the months of a period
    metric       smallint not null,     -- 1 actual, 2 amortized
    filter       jsonb,
    filter_hash  uuid not null,         -- all zeros: no filter
    state        smallint not null check (state in (0, 1, 2)), -- 0 asked, 1 building, 2 ready
    base_batch   bigint,
    change       bigint not null,
    unique (scope_id, filter_hash, metric, time_grain)
);
create index spend_series_by_change on spend_series (change);
create index spend_series_not_ready on spend_series (state) where state < 2;

create table spend (
    series_id    integer not null,
    period_start date not null,
    currency     char(3) not null,
    amount       numeric not null,
    changed_at   timestamptz not null,
    primary key (series_id, period_start, currency)
) with (fillfactor = 50);

-- Counts every change of budgets and series. Taken by updating the one row, so numbers become visible in their order and
-- a reader of "everything after n" misses nothing.
create table budget_change (
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into budget_change (number) values (0);

create table budget (
    uuid          uuid primary key,
    scope_id      integer not null references scope,
    scope_arm_id  text not null,        -- as written by its creator, with leading slash
    name          text not null,
    name_key      text not null,        -- lower case
    provider      text not null,
    category      text not null,
    amount        numeric not null check (amount > 0),
    time_grain    smallint not null,
    metric        smallint not null,
    start_date    date not null,
    end_date      date,
    filter        jsonb,
    filter_text   text,                 -- as sent, in its order
    notifications text not null,        -- as sent, in its order
    time_period   text not null,        -- as sent
    series_id     integer not null references spend_series,
    version       bigint not null,
    created_at    timestamptz not null,
    changed_at    timestamptz not null,
    created_by    text not null,
    created_tenant text not null,
    deleted_at    timestamptz,
    change        bigint not null
);
create unique index budget_by_name on budget (scope_id, name_key) where deleted_at is null;
create index budget_by_change on budget (change);
create index budget_by_series on budget (series_id) where deleted_at is null;

-- Who changed a budget, when, from what to what.
create table budget_audit (
    id           bigint generated always as identity primary key,
    budget_uuid  uuid not null,
    at           timestamptz not null,
    principal    text not null,
    tenant       text not null,
    action       text not null,
    before       jsonb,
    after        jsonb
);
create index budget_audit_by_budget on budget_audit (budget_uuid, id);

-- A notification's condition became true in a period: once, whoever finds it, and however often.
create table crossed_threshold (
    id           uuid primary key,
    budget_uuid  uuid not null,
    period_start date not null,
    condition    text not null,
    notification text not null,
    spend        numeric not null,
    currency     char(3) not null,
    telling      smallint not null,     -- 1 told, 2 in a digest, 3 recorded only
    late         boolean not null,
    crossed_at   timestamptz not null,
    unique (budget_uuid, period_start, condition)
);

-- What has to be sent to Kafka, written with its cause. One relay per slice, by lease, so the order per key holds.
create table outbox (
    id         bigint generated always as identity primary key,
    slice      smallint not null,
    topic      text not null,
    key        text not null,
    event_id   text not null,
    headers    jsonb not null,
    body       text,                    -- null deletes the key of a compacted topic
    created_at timestamptz not null
);
create index outbox_by_slice on outbox (slice, id);
create table outbox_slice (
    slice        smallint primary key,
    holder       text,
    leased_until timestamptz not null
);
insert into outbox_slice (slice, leased_until) select n, timestamptz 'epoch' from generate_series(0, 15) n;

-- Reference rates of the European Central Bank: units of the currency for one euro, on that day.
create table exchange_rate (
    currency   char(3) not null,
    day        date not null,
    per_euro   numeric not null check (per_euro > 0),
    imported_at timestamptz not null,
    primary key (currency, day)
);

create table role_assignment (
    name         text collate "C" primary key,
    scope_arm_id text not null,
    scope_key    text collate "C" not null,  -- lower case
    principal_id text not null,
    role         text not null,
    version      bigint not null,
    created_at   timestamptz not null,
    created_by   text not null
);
create index role_assignment_by_principal on role_assignment (principal_id);
