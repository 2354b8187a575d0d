-- Whether the receiver of a webhook has agreed to get messages, at the URI that it had when it was asked: one that is given another URI is asked anew.
-- There are rows for what was asked; webhooks that were there before are not, until somebody has them asked.
create table webhook_verification (
    id            uuid        primary key,
    group_id      uuid        not null,                       -- row of the action group
    receiver_name text        not null,                       -- lower case
    target_key    text        not null,                       -- md5 of the URI
    target        text        not null,                       -- the URI
    state         text        not null check (state in ('Unverified', 'Verified', 'Refused')),
    reason        text,
    detail        text,
    means         text        check (means in ('options', 'challenge', 'callback')),
    rate          integer     check (rate > 0),               -- messages a minute that it allows; null: as many as there are
    next_at       timestamptz,                                -- with a rate: when the next may go
    attempts      integer     not null default 0,
    due_at        timestamptz,                                -- when it is asked next; null: it is not
    question      uuid,                                       -- what it was asked last; an answer to anything else does not count. Null: it is to be asked anew
    asking        uuid,                                       -- what it is being asked by some replica
    asked_until   timestamptz,                                -- till when that may take
    state_since   timestamptz not null,
    created_at    timestamptz not null
);

create unique index webhook_verification_once on webhook_verification (group_id, receiver_name, target_key);
create unique index webhook_verification_question on webhook_verification (question);
create index webhook_verification_asked on webhook_verification (asked_until) where asked_until is not null;
create index webhook_verification_due on webhook_verification (due_at) where due_at is not null;
