-- Questions of cost begin with the keys of the daily cost that a scope has; those of a profile and of a subscription are found already.
create index cost_group_by_account on cost_group (account_scope);
create index cost_group_by_customer on cost_group (customer_scope);
create index cost_group_by_resource_group on cost_group (resource_group_scope);
