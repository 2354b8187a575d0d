-- The currency in which a scope is billed on a day (UTC), in one row. That of a customer, its subscriptions and its resource groups is the currency of the billing profile on which the customer is put in the month of
-- that day; of a profile that has none yet, before the first one and at all other scopes it is that of the scope, which its first charge or the partner has fixed. Null while nothing has.
-- The name of a scope's customer is in its key, or the key is a digest (dev.outlay.budget.scope.ScopeKey). A table, so that whatever asks for many scopes is planned with it.
create function billing_currency(of_scope integer, on_day date) returns table (currency char(3)) language sql stable parallel safe as $$
    select coalesce(
        (select profile.currency
         from scope customer
         join customer_place place on place.customer_scope = customer.id
         join scope profile on profile.id = place.profile_scope
         where s.kind in (3, 4, 5) and place.from_month <= on_day
           and customer.key = case
               when s.kind = 3 then s.key
               when split_part(s.key, chr(10), 2) <> '' then 'c' || chr(10) || split_part(s.key, chr(10), 2) || chr(10) || split_part(s.key, chr(10), 3)
               else 'c' || chr(10) || lower(s.billing_account) || chr(10) || lower(s.customer) end
         order by place.from_month desc limit 1),
        s.currency)
    from scope s where s.id = of_scope
$$;
