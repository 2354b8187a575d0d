-- Roles that people have made: what they allow, in Azure's words, and where they can be assigned.
create table custom_role (
    id                text collate "C" primary key,      -- a guid, lower case
    tenant            text collate "C" not null,         -- whose it is, lower case
    name              text not null,
    name_key          text collate "C" not null,         -- lower case
    description       text not null,
    permissions       json not null,                     -- as they are shown, in their order
    assignable_scopes json not null,                     -- ARM ids as written
    scope_keys        text[] collate "C" not null,       -- the same, lower case
    created_at        timestamptz not null,
    created_by        text not null,
    updated_at        timestamptz not null,
    updated_by        text not null
);
create unique index custom_role_by_name on custom_role (tenant, name_key);
create index custom_role_by_scope on custom_role using gin (scope_keys);

-- A role that somebody has cannot be deleted. Built-in roles are assigned by a word, the others by their id.
alter table role_assignment add column custom_role text collate "C"
    generated always as (case when role ~ '^[0-9a-f]{8}-[0-9a-f]{4}-' then role end) stored
    references custom_role (id);
create index role_assignment_by_custom_role on role_assignment (custom_role) where custom_role is not null;
