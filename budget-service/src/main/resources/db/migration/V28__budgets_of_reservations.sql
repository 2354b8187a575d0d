-- Budgets of category ReservationUtilization watch how much of what is reserved is used, over days gone by, and no spend: they have no series, and an amount only because it was sent. Whoever joins budgets with
-- their series sees none of them. Time grains: 307 the last 7 days, 330 the last 30 days.
alter table budget alter column series_id drop not null;
alter table budget alter column amount drop not null;
alter table budget drop constraint budget_amount_check;
alter table budget add constraint budget_by_category check (
    series_id is null and time_grain in (307, 330) or series_id is not null and time_grain < 300 and amount is not null and amount > 0);

-- What was found of each when it was looked at last, and when that is due again. Written with the budget; whoever looks moves not_before first, so another one follows who dies over it. Lock the budget before it.
create table budget_utilization (
    budget_uuid   uuid primary key,
    budget_change bigint,            -- of the budget as it was when it was looked at; null: nobody has looked yet
    first_day     date,              -- the days that were looked at, UTC
    last_day      date,
    utilization   numeric,           -- percent, of the reservation that was used least; null: none had cost in these days
    reservations  integer,           -- how many had cost
    below         integer,           -- how many of them were used less than the budget asks
    not_before    timestamptz not null default timestamptz 'epoch'
);
create index budget_utilization_due on budget_utilization (not_before, budget_uuid);

-- What was told last under which condition: the key makes one of all who find it at once tell it, and only when what was told before is long enough ago.
create table utilization_telling (
    budget_uuid uuid not null,
    condition   text not null,
    number      integer not null,    -- the first is 1
    told_at     timestamptz not null,
    primary key (budget_uuid, condition)
);

-- The descriptions of usage that a commitment covers, and of what nobody used of one, by each scope that sees them: few of all that there are.
create index dimension_set_of_commitments_by_account on dimension_set (account_scope) where charge_category = 1 and dimensions ->> 'CommitmentDiscountId' is not null;
create index dimension_set_of_commitments_by_profile on dimension_set (profile_scope) where charge_category = 1 and dimensions ->> 'CommitmentDiscountId' is not null;
create index dimension_set_of_commitments_by_customer on dimension_set (customer_scope) where charge_category = 1 and dimensions ->> 'CommitmentDiscountId' is not null;
