-- Which budgets may have a notification that watches a forecast: a superset, found by the text that is kept as it was sent (a JSON text may escape any letter).
alter table budget add column forecasted boolean not null
    generated always as (notifications ilike '%forecasted%' or strpos(notifications, '\u') > 0) stored;
create index budget_forecasted on budget (uuid) where forecasted and deleted_at is null;

-- What the current period of a budget is expected to reach, and whether that has to be looked at again. The mark of a spend that moved is spend.changed_at, which each batch writes anyway: here is what a
-- forecast has seen of it.
create table budget_forecast (
    budget_uuid      uuid primary key,
    series_id        integer,           -- null: there is no forecast
    period_start     date,
    currency         char(3),
    amount           numeric,
    -- What the last forecast has seen.
    day              date,
    budget_change    bigint,
    spend_changed_at timestamptz,
    spend            numeric,
    -- What waits: since when, and not before when. Whoever takes it moves the latter, so a worker that dies is followed by another.
    marked_at        timestamptz,
    not_before       timestamptz not null default timestamptz 'epoch',
    taken_by         uuid
);
create index budget_forecast_marked on budget_forecast (marked_at) where marked_at is not null;

-- What the period was forecast to reach, where that is the condition.
alter table crossed_threshold add column forecast numeric;
