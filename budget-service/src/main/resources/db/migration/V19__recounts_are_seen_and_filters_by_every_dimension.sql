-- A filter by PartnerEarnedCreditApplied compares True or False, whatever word the source has for it, as questions always did; before, it compared the source's word. What such filters have added up
-- is built again, as if it had been asked for now: under the stream's lock, so that no batch adds to it in between.
select pg_advisory_xact_lock(688529);
update budget_change set number = number + 1;
delete from spend where series_id in (select id from spend_series where state in (1, 2) and position('"x_PartnerCreditApplied"' in cast(filter as text)) > 0);
update spend_series set state = 0, change = (select number from budget_change)
where state in (1, 2) and position('"x_PartnerCreditApplied"' in cast(filter as text)) > 0;
