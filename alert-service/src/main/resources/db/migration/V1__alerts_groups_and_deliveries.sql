-- Alerts, action groups and deliveries. Every "once" is a constraint; times are UTC instants.

create table alert (
    id                 uuid        primary key,              -- the crossing event's id: told twice, it is one alert
    scope_key          text        not null,                 -- ARM id of the budget's scope, lower case
    customer_key       text,                                 -- {account}/{customer}, lower case, where there is one
    budget_uuid        uuid        not null,
    crossing           jsonb       not null,                 -- what was said; never updated
    status             text        not null default 'Active' check (status in ('Active', 'Dismissed')),
    created_at         timestamptz not null,
    modified_at        timestamptz not null,
    status_modified_at timestamptz,
    status_modified_by text
);

create index alert_by_scope on alert (scope_key, created_at desc, id desc);

create table action_group (
    id               uuid        primary key,
    owner_key        text        not null,                   -- resource group or billing account, lower case
    subscription_key text,                                   -- null below a billing account
    name_key         text        not null,                   -- lower case
    owner_id         text        not null,                   -- as it was written when the group was made
    name             text        not null,
    body             text        not null,                   -- JSON as it was put, without secrets
    secrets          text        not null,                   -- JSON: receiver name to sealed secret
    version          bigint      not null,
    created_at       timestamptz not null,
    modified_at      timestamptz not null,
    unique (owner_key, name_key)
);

create index action_group_by_subscription on action_group (subscription_key, name_key);

create table delivery (
    id            uuid        primary key,                   -- also the id that every attempt carries
    kind          text        not null,                      -- email, webhook, group, or the kind of an unsupported receiver
    receiver      text        not null,                      -- e-mail address, or {action group}/{receiver name}; lower case
    target        text        not null,                      -- address or URI as it was at that time
    endpoint      text        not null,                      -- what is shared with other deliveries: smtp, or scheme://host:port
    sealed_secret bytea,
    bundle        text,                                      -- digests only: what may stand together in one message
    state         text        not null check (state in ('Gathering', 'Pending', 'Sending', 'Delivered', 'GaveUp', 'Refused',
                                                        'Withheld', 'Unresolved', 'Unsupported', 'Resolved')),
    reason        text,
    detail        text,
    attempts      integer     not null default 0,
    claim         uuid,                                      -- who is sending; an outcome is recorded only under its own claim
    due_at        timestamptz,                               -- next time to look at it; while sending, the end of the lease
    created_at    timestamptz not null,
    finished_at   timestamptz
);

create index delivery_due on delivery (due_at) where state in ('Gathering', 'Pending', 'Sending');
create index delivery_by_state on delivery (state, created_at desc, id desc);
-- One open digest for each recipient and bundle: whoever comes next joins it.
create unique index delivery_gathering on delivery (kind, receiver, bundle) where state = 'Gathering';

-- Which alert a delivery speaks of: one, or several in a digest. One receiver hears of one alert once.
create table delivery_alert (
    alert_id    uuid not null references alert (id),
    kind        text not null,
    receiver    text not null,
    delivery_id uuid not null references delivery (id),
    primary key (alert_id, kind, receiver)
);

create index delivery_alert_by_delivery on delivery_alert (delivery_id);

create table delivery_attempt (
    delivery_id uuid        not null references delivery (id),
    claim       uuid        not null,
    number      integer     not null,
    ended_at    timestamptz not null,
    outcome     text        not null,
    reason      text,
    detail      text,
    primary key (delivery_id, claim)
);

-- Records of budget-alerts that cannot be read, with their original bytes, for operators.
create table unreadable_event (
    topic       text        not null,
    partition   integer     not null,
    "offset"    bigint      not null,
    key         bytea,
    value       bytea,
    headers     text        not null,
    reason      text        not null,
    recorded_at timestamptz not null,
    primary key (topic, partition, "offset")
);
