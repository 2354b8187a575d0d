-- What the partner says of a billing account, profile or customer and charges do not tell: names, addresses, plans, resellers.
create table billing_details (
    scope_id      integer primary key references scope,
    display_name  text,                            -- goes before the name in charges; of customers it is in the table customer
    details       jsonb not null,                  -- members as ARM names them, each checked
    profile_scope integer references scope,        -- of a customer: the profile on whose invoices it is to be
    version       bigint not null default 0
);
create index billing_details_by_profile on billing_details (profile_scope) where profile_scope is not null;

-- Which customers are on a profile's invoices.
create index cost_group_by_profile on cost_group (profile_scope, customer_scope);
