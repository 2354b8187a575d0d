-- Time grains beside calendar months: 101 a day, 107 a week (ISO 8601, from Monday), 200 the one period of the budget's own days. Each is above 1, so that what is said of
-- "more than the month that is always kept" holds for them too.
alter table spend_series add column first_day date; -- with 200 alone: which days count. filter_hash is of filter and days there, so the key tells apart what they do
alter table spend_series add column last_day date;
alter table spend_series add constraint spend_series_days
    check ((time_grain = 200) = (first_day is not null) and (first_day is null) = (last_day is null) and first_day <= last_day);

-- The first day of the period in which a day lies; the same as the budget service's TimeGrain says. Inlined into what asks it.
create function period_start(time_grain integer, day date, first_day date) returns date language sql immutable parallel safe as $$
    select case time_grain
               when 101 then day
               when 107 then day - (cast(extract(isodow from day) as integer) - 1)
               when 200 then first_day
               else make_date(cast(extract(year from day) as integer),
                              (cast(extract(month from day) as integer) - 1) / time_grain * time_grain + 1, 1)
           end
$$;

-- Amounts of single periods by their first day, as sent; null for none.
alter table budget add column period_amounts text;

-- Of which end of which budget its contacts were warned: once for each.
create table budget_end_warning (
    budget_uuid uuid not null,
    end_date    date not null,
    warned_at   timestamptz not null,
    primary key (budget_uuid, end_date)
);
create index budget_by_end on budget (end_date) where deleted_at is null;

-- Who is who, as the partner imports it: a role assignment knows an id alone, and an id has no address.
create table directory_principal (
    id           text collate "C" primary key,  -- object id, lower case
    tenant       text not null,                 -- lower case
    kind         smallint not null check (kind between 1 and 3), -- 1 user, 2 group, 3 service principal
    display_name text,
    mail         text,
    changed_at   timestamptz not null,
    changed_by   text not null
);
