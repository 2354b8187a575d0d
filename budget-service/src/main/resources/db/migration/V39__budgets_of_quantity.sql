-- Which metrics count a quantity, at no price and in no currency: those of budgets of category Usage.
create function is_of_quantity(metric smallint) returns boolean language sql immutable parallel safe as $$
    select metric = 3
$$;

-- What a spend of a metric has in the place of a currency: that in which it costs, or XXX (ISO 4217: no currency is involved) where it costs nothing.
create function spend_currency(metric smallint, currency char(3)) returns char(3) language sql immutable parallel safe as $$
    select case when is_of_quantity(metric) then cast('XXX' as char(3)) else currency end
$$;
