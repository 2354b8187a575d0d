-- For whose role an address is told of an alert: ids of principals, lower case. Empty where the address was named otherwise, and for all that was planned
-- before this was kept. Whether they may still be told is asked of the principals, since an address may have changed hands meanwhile.
alter table delivery_alert add column holders text[] not null default '{}';
