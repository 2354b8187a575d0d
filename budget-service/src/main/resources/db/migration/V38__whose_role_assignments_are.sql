-- Whose the subscription was when a role was assigned at it or in it, as the last PUT found it: lower case; null of what was assigned before this migration where it had several customers, by an older version beside it,
-- before the subscription was known, or at a management group. And who has put it last, when: null of what nobody has put again.
alter table role_assignment
    add column customer text collate "C",
    add column updated_at timestamptz,
    add column updated_by text;

-- Of what was assigned before, the one customer of which anything in the subscription was ever charged; where there were several, nobody knows.
update role_assignment a set customer = c.customer
from (select lower(subscription) collate "C" as subscription, min(lower(customer)) as customer
      from scope where kind = 4 and customer is not null
      group by lower(subscription) collate "C" having count(distinct lower(customer)) = 1) c
where a.scope_key like '/subscriptions/%' and split_part(a.scope_key, '/', 3) = c.subscription;
