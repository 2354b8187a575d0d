-- What a subscription was charged is added up from the daily cost of its groups.
create index cost_group_by_subscription on cost_group (subscription_scope, profile_scope);
