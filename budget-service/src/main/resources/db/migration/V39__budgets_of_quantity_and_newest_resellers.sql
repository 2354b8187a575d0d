-- Which metrics count a quantity, at no price and in no currency: those of budgets of category Usage.
create function is_of_quantity(metric smallint) returns boolean language sql immutable parallel safe as $$
    select metric = 3
$$;

-- What a spend of a metric has in the place of a currency: that in which it costs, or XXX (ISO 4217: no currency is involved) where it costs nothing.
create function spend_currency(metric smallint, currency char(3)) returns char(3) language sql immutable parallel safe as $$
    select case when is_of_quantity(metric) then cast('XXX' as char(3)) else currency end
$$;

-- The reseller of a subscription's newest charge that names one. Where all name the same, no charge is looked at but one; where there are several, of each the newest charges of
-- the 500 descriptions that came last and have any, so that what is asked for each row of a list takes no longer the more resources a subscription has ever had. They are read in the order of the index: a planner that takes a
-- subscription for a small one would read all of them and sort.
create or replace function reseller_of_subscription(subscription integer) returns table (id text, name text) language plpgsql stable strict rows 1 cost 1000 set jit = off set enable_sort = off set enable_bitmapscan = off as $$
#variable_conflict use_column
begin
    return query
    with recursive named as (
        select (select d.dimensions ->> 'x_ResellerId' from dimension_set d
                where d.subscription_scope = subscription and d.dimensions ->> 'x_ResellerId' is not null order by 1 limit 1) as id
        union all
        select (select d.dimensions ->> 'x_ResellerId' from dimension_set d
                where d.subscription_scope = subscription and d.dimensions ->> 'x_ResellerId' > named.id order by 1 limit 1)
        from named where named.id is not null),
    told as (
        select named.id, newest.name, count(*) over () as many
        from named cross join lateral (
            select d.dimensions ->> 'x_ResellerName' as name from dimension_set d
            where d.subscription_scope = subscription and d.dimensions ->> 'x_ResellerId' = named.id
              and exists (select from charge c where c.dimension_set_id = d.id)
            order by d.id desc limit 1) as newest)
    select told.id, told.name from told
    order by case when told.many > 1 then (
        select max(recent.charge_start) from (
            select charged.charge_start
            from dimension_set d cross join lateral (
                select c.charge_start from charge c where c.dimension_set_id = d.id order by c.charge_start desc limit 1) as charged
            where d.subscription_scope = subscription and d.dimensions ->> 'x_ResellerId' = told.id
            order by d.id desc limit 500) as recent) end desc nulls last, told.id
    limit 1;
end
$$;
