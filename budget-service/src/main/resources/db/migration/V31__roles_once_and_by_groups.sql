-- Who has a role twice at one scope keeps it when one of both is revoked. The oldest stays; of the others the topic "access" is told that they are gone, at the scope itself or at each
-- subscription of the management group.
lock table role_assignment, management_group_subscription in share row exclusive mode;

with doubled as (
    delete from role_assignment a
    using (select name, row_number() over (partition by scope_key, principal_id, role order by created_at, name) as place from role_assignment) n
    where n.name = a.name and n.place > 1
    returning a.name, a.scope_key
), gone as (
    select 'assignment/' || d.name || coalesce('/' || m.subscription, '') as key, cast(gen_random_uuid() as text) as event_id
    from doubled d left join management_group_subscription m on m.group_key = d.scope_key
    where m.subscription is not null or starts_with(d.scope_key, '/subscriptions/')
)
insert into outbox (slice, topic, key, event_id, headers, body, created_at)
-- The slice is that of Java's hash of the key, which follows what was told of the key before: modulo 16 a factor of 31 is one of -1.
select (select mod(mod(sum(ascii(substr(g.key, n, 1)) * case when mod(length(g.key) - n, 2) = 0 then 1 else -1 end), 16) + 16, 16)
        from generate_series(1, length(g.key)) n),
       'access', g.key, g.event_id,
       jsonb_build_object('ce_specversion', '1.0', 'ce_id', g.event_id, 'ce_source', '/outlay/budget-service', 'ce_type', 'dev.outlay.access.v1', 'ce_subject', g.key,
                          'content-type', 'application/json', 'ce_time', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
       null, now()
from gone g;

-- A scope may be longer than what an index takes.
create unique index role_assignment_once on role_assignment (principal_id, md5(scope_key), role);

-- In which groups was who asked for a file: each answer about the file asks anew what they may see, without a token.
alter table cost_file add column principal_groups text[] collate "C" not null default '{}';

-- What is assigned inside of a subscription, or of those in a management group, is listed there.
create index role_assignment_by_subscription on role_assignment using hash (substring(scope_key from '^/subscriptions/[^/]+'));
