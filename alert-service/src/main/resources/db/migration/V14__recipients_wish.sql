-- When recipients of mail want to be told: one row for each address. The wishes are JSON, as the API shows them.
create table recipient (
    id          uuid        primary key,
    address     text        not null,                        -- lower case
    wishes      text        not null,
    modified_by text        not null,                        -- a principal's id
    created_at  timestamptz not null,
    modified_at timestamptz not null
);

create unique index recipient_once on recipient (md5(address));
create index recipient_by_time on recipient (created_at desc, id desc);

-- What waits for a recipient is looked for by its address when the wishes change.
create index delivery_of_recipient on delivery (md5(receiver)) where kind = 'email' and state in ('Gathering', 'Muted');
