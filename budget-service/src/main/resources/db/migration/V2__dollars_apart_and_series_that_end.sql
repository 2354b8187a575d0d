-- Billed dollars that a charge states count at once, even while its effective dollars wait for a rate: waiting is either.
-- Found by month for what a rate has come for, and by batch for whether anything new waits.
drop index charge_awaiting_rate;
create index charge_awaiting_rate on charge (charge_start) where billed_usd is null or effective_usd is null;
create index charge_awaiting_rate_by_batch on charge (batch) where billed_usd is null or effective_usd is null;

-- A series that no budget asks for any more ends some minutes later: state 3, its spend deleted. Asked for again it is built anew.
alter table spend_series drop constraint spend_series_state_check;
alter table spend_series add constraint spend_series_state_check check (state in (0, 1, 2, 3)); -- 0 asked, 1 building, 2 ready, 3 ended
alter table spend_series add column unasked_since timestamptz; -- when a look found it without a budget first
create index spend_series_unasked on spend_series (unasked_since) where unasked_since is not null;
