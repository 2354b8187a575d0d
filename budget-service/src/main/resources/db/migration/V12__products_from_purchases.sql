-- What was bought is put together from its charges: few among the descriptions of usage.
create index dimension_set_of_purchases on dimension_set (account_scope) where charge_category = 2;
