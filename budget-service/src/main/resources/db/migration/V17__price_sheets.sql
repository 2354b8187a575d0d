-- What a billing profile's prices are in a billing period (a calendar month, UTC), as the partner has imported them. A sheet that another one replaces is kept.
create table price_sheet (
    id               bigint generated always as identity primary key,
    profile_scope    integer references scope,      -- null until it is in force: a file that is refused makes no profile known
    period           date not null check (extract(day from period) = 1),
    state            smallint not null check (state in (1, 2, 3, 4)), -- 1 arriving, 2 in force, 3 replaced, 4 of no use: to be removed
    content          text,                          -- SHA-256 of what it says: the same file again changes nothing
    account_name     text,
    profile_name     text,
    billing_currency char(3),
    price_count      integer not null default 0,
    begun_at         timestamptz not null,
    imported_at      timestamptz,
    imported_by      text not null,
    replaced_at      timestamptz,
    check (state in (1, 4) or (profile_scope is not null and content is not null and billing_currency is not null and imported_at is not null)),
    check ((state = 3) = (replaced_at is not null))
);
create unique index price_sheet_in_force on price_sheet (profile_scope, period) where state = 2;
create index price_sheet_by_profile on price_sheet (profile_scope, period);
create index price_sheet_of_no_use on price_sheet (begun_at) where state in (1, 4);

-- A line of a sheet. What all lines of one have alike is in the sheet.
create table price (
    sheet_id           bigint not null references price_sheet,
    number             integer not null,            -- from 1, in the order of the file
    identity           uuid not null,               -- of everything but the amounts: nothing has two prices in one sheet
    base_price         numeric,
    currency           char(3) not null,
    discount           numeric,
    effective_end      timestamptz,
    effective_start    timestamptz not null,
    included_quantity  numeric,
    market_price       numeric,
    meter_id           text,
    meter_category     text,
    meter_name         text,
    meter_sub_category text,
    meter_type         text,
    meter_region       text,
    price_type         text not null,
    product            text,
    product_id         text,
    service_family     text,
    sku_id             text,
    term               text,
    tier_minimum_units numeric,
    unit_of_measure    text not null,
    unit_price         numeric not null,
    primary key (sheet_id, number),
    unique (sheet_id, identity)
);

-- Files hold charges, or the prices of a sheet.
alter table cost_file add column kind smallint not null default 1 check (kind in (1, 2)); -- 1 usage details, 2 price sheet
