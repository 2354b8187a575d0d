-- Keys that a webhook had before, and that messages are signed with beside the present one until their time is over: whoever verifies may
-- take up the new one at any moment in between. The present one is the group's. Sealed like those.
create table retired_webhook_key (
    group_id      uuid        not null,
    receiver_name text        not null,                      -- lower case
    sealed        bytea       not null,
    retired_at    timestamptz not null,
    signs_until   timestamptz not null
);

create index retired_webhook_key_of on retired_webhook_key (group_id, receiver_name, signs_until);
