-- Addresses to which no mail goes any more. A row is never deleted: lifting it says who did that and when.
create table suppression (
    id          uuid        primary key,
    address     text        not null,                   -- lower case
    budget_uuid uuid,                                   -- whose alerts alone; null: all mail
    budget_id   text,                                   -- its ARM id at that time, for people
    cause       text        not null check (cause in ('Unsubscribed', 'Refused')),
    detail      text,                                   -- what the mail server answered
    delivery_id uuid        not null references delivery (id),  -- the mail that was unsubscribed from, or refused
    created_at  timestamptz not null,
    lifted_at   timestamptz,
    lifted_by   text,                                   -- a principal's id
    check ((cause = 'Unsubscribed') = (budget_uuid is not null))
);

-- One in force for an address and a budget, and one for all of its mail.
create unique index suppression_once on suppression (md5(address), coalesce(budget_uuid, '00000000-0000-0000-0000-000000000000'))
    where lifted_at is null;
create index suppression_by_time on suppression (created_at desc, id desc) where lifted_at is null;
