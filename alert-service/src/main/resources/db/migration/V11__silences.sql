-- Silences: what of a scope is not told for a while, by whom it was asked and why. A row is never deleted; ending it early says who did that and when.
create table silence (
    id           uuid        primary key,
    scope_key    text        not null,                       -- ARM id, lower case
    scope_id     text        not null,                       -- as it was written
    price_view   text        not null check (price_view in ('Invoiced', 'Retail')),
    customer_key text        not null default '',            -- whose person asked, as {account}/{customer}; empty for the partner's
    matchers     text        not null,                       -- JSON
    reason       text        not null,
    afterwards   text        not null check (afterwards in ('tell', 'record')),
    created_by   text        not null,                       -- a principal's id
    created_at   timestamptz not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    ended_at     timestamptz,                                -- when somebody ended it before that
    ended_by     text,
    check (starts_at < ends_at),
    check ((ended_at is null) = (ended_by is null))
);

create index silence_of_scope on silence (md5(scope_key), created_at desc, id desc);
create index silence_by_time on silence (created_at desc, id desc);
create index silence_to_come on silence (md5(scope_key), ends_at) where ended_at is null;

-- A delivery that is not told because of one is muted: it is looked at again when the silence ends, where it has a time to be.
alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check check (state in ('Gathering', 'Pending', 'Sending', 'Muted', 'Delivered', 'GaveUp',
                                                                          'Refused', 'Withheld', 'Unresolved', 'Unsupported', 'Resolved'));
alter table delivery add column silence_id uuid references silence (id);
drop index delivery_due;
create index delivery_due on delivery (due_at) where state in ('Gathering', 'Pending', 'Sending', 'Muted');
create index delivery_muted on delivery (silence_id) where state = 'Muted';

-- Whether a recipient is the partner's: named by a budget that the partner made, or told through one of its groups. What was planned before this was
-- kept counts as the partner's, which no customer silences.
alter table delivery_alert add column partners boolean not null default true;

-- What a silence would have muted is looked for among the alerts of the last weeks, whatever their scope.
create index alert_by_time on alert (created_at desc, id desc);
