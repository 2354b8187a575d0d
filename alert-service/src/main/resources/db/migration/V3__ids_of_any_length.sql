-- A segment of an id has up to 1,024 characters in any script, more than fits into an entry of a B-tree (about 2,700 bytes): what is unique by
-- an id, or looked up by one, is so by its hash. An alert of such a scope could not be stored, and nobody got it.
drop index alert_by_scope;
create index alert_by_scope on alert (md5(scope_key), created_at desc, id desc);

alter table action_group drop constraint action_group_once;
create unique index action_group_once on action_group (md5(owner_key), name_key, md5(customer_key));
drop index action_group_by_subscription;
create index action_group_by_subscription on action_group (md5(subscription_key), name_key);

drop index delivery_gathering;
create unique index delivery_gathering on delivery (kind, md5(receiver), bundle) where state = 'Gathering';

alter table delivery_alert drop constraint delivery_alert_pkey;
create unique index delivery_alert_once on delivery_alert (alert_id, kind, md5(receiver));
