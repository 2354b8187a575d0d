-- Which subscription a scope is the present owner's of is asked with every request at a subscription or resource group, and for each page of billing subscriptions.
create index subscription_owner_by_scope on subscription_owner (scope_id);
