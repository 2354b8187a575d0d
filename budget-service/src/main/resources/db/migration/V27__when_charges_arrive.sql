-- When the charges of a day arrived: how fresh a source is, and how complete it usually is by then. Written with each batch of charges, by its last statement, in the order of the key. A charge is counted
-- once, on the day on which it was first recorded; a restatement moves last_at alone. What was recorded before this table was made, or by an older version beside it, is not counted, so a source is told of from its next charge on.
create table charge_arrival (
    account_scope integer not null references scope,
    source_id     integer not null references charge_source,
    day           date not null,                -- on which the charge begins, UTC
    recorded_on   date not null,                -- UTC
    charges       bigint not null,
    last_at       timestamptz not null,
    primary key (account_scope, source_id, day, recorded_on)
) with (fillfactor = 70);
