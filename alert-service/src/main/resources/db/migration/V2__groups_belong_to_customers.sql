-- A subscription that moves keeps the groups of its earlier customer, and its new one may give the same names again: a group belongs to the
-- customer that owned the subscription when it was written, as {account}/{customer} in lower case. Empty for the partner's: below a billing
-- account, in a subscription of the partner's own or of no known customer, and all that were made before this was kept.
alter table action_group add column customer_key text not null default '';
alter table action_group drop constraint action_group_owner_key_name_key_key;
alter table action_group add constraint action_group_once unique (owner_key, name_key, customer_key);
