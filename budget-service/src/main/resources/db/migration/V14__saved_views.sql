-- What people have saved of cost analysis. A view that is deleted and made again has another version than it ever had.
create sequence saved_view_version;
create table saved_view (
    owner       text not null,                      -- of a principal or of a place, see ViewOwner
    name_key    text not null,                      -- the name in lower case
    name        text not null,
    version     bigint not null default nextval('saved_view_version'),
    properties  json not null,                      -- not jsonb: what was sent comes back in its order
    created_at  timestamptz not null,
    created_by  text not null,
    modified_at timestamptz not null,
    modified_by text not null,
    primary key (owner, name_key)
);
