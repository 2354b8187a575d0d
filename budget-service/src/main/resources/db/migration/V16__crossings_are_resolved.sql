-- The condition of a recorded crossing may be true no more, since a charge was restated or the budget changed, and become so again. The row stays, so that nothing is told twice; since
-- when it is resolved stands here, null while it is open, and how often that has changed, by which whoever hears of it in another order knows what holds.
alter table crossed_threshold add column resolved_at timestamptz;
alter table crossed_threshold add column state_number integer not null default 0;
