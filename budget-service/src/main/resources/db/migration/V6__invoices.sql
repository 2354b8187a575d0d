-- Every row of the daily cost is on one invoice: that of its profile and billing period, as long as the partner has not closed it. Nothing is written for that
-- while charges stream: what is on an open invoice is the daily cost of its period. Closing writes down what that is. From then on, what the daily cost of the
-- period differs from what was written down (restated, or come late) is on the profile's next open invoice.

-- First day of the month in which a charge is billed; null: the month of its day.
alter table cost_group add column billing_period date;

create table invoice (
    id            integer generated always as identity primary key,
    profile_scope integer not null references scope,
    period_start  date not null,
    closed_at     timestamptz not null,
    closed_by     text not null,
    unique (profile_scope, period_start)
);

-- What was on an invoice when it was closed. Never changed. Other periods than the invoice's own are corrections.
create table invoice_line (
    invoice_id      integer not null references invoice,
    period_start    date not null,
    customer_scope  integer not null,              -- 0: of no customer
    charge_category smallint not null,
    agreement       smallint not null,
    charges         bigint not null,
    amount          numeric not null,
    primary key (invoice_id, period_start, customer_scope, charge_category, agreement)
);
