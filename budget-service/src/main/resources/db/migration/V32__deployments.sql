-- What became of templates that were deployed. Values of secure parameters are in none of it, nor is the template. Who deployed it, the audit says.
create table deployment (
    owner         text not null,                    -- a place, or the tenant: see DeploymentOwner
    name_key      text not null,                    -- the name in lower case
    name          text not null,
    location      text,
    run           uuid not null,                    -- another one each time it is deployed
    is_running    boolean not null,
    started_at    timestamptz not null,
    template_hash text not null,
    properties    text not null check (octet_length(properties) <= 524288), -- JSON, as answers show them
    operations    text not null check (octet_length(operations) <= 524288), -- JSON
    bytes         integer generated always as (octet_length(properties)) stored, -- by which pages of a list are bounded
    primary key (owner, name_key)
);

-- The oldest of a scope are forgotten.
create index deployment_by_age on deployment (owner, started_at desc, name_key);
