-- On which billing profile a customer's charges are, whatever profile their source says, from a billing month on (UTC). Of several rows of a customer the last one up to the month of a charge
-- holds; before the first one, and without any, it is the profile that the source says.
create table customer_place (
    customer_scope integer not null references scope,
    from_month     date not null check (extract(day from from_month) = 1), -- year 1: all months
    profile_scope  integer not null references scope,
    profile_name   text,                            -- as it was called when it was said; null: nobody had named it
    primary key (customer_scope, from_month)
);

-- Of a description at a profile that its source does not say: the columns of the profile as the source says them, FOCUS name to value. Those in dimensions are the ones that hold.
alter table dimension_set add column source_columns jsonb;

-- The profile on which charges have to count, and from which billing month on; null where that is as their source says.
alter table customer_recount add column profile_scope integer, add column from_month date;
