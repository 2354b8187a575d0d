-- What is kept of a budget as it was sent, in bytes: by it lists and the loading of what is watched are cut into pages, and budgets take up places.
alter table budget add column bytes integer not null generated always as (
    octet_length(notifications) + octet_length(time_period) + coalesce(octet_length(filter_text), 0) + coalesce(octet_length(period_amounts), 0)) stored;

-- Whose budgets those of a scope are: 1 of its billing account, 2 of its customer, 3 of its subscription as a customer's. Names may be longer than an index takes.
create function budget_owners(of_scope integer) returns table (level integer, owner_key text) language sql stable parallel safe as $$
    select o.level, o.level || ':' || md5(o.name)
    from scope s
    cross join lateral (values
        (1, lower(s.billing_account)),
        (2, lower(s.billing_account) || E'\n' || lower(s.customer)),
        (3, lower(s.billing_account) || E'\n' || coalesce(lower(s.customer), '') || E'\n' || lower(s.subscription))) as o (level, name)
    where s.id = of_scope and o.name is not null
$$;

-- How many places their budgets take up: one for each begun 4 KiB.
create table budget_places (
    owner_key text collate "C" primary key,
    taken     bigint not null
);

insert into budget_places (owner_key, taken)
select o.owner_key, sum(b.places)
from (select scope_id, sum((bytes + 4095) / 4096) as places from budget where deleted_at is null group by scope_id) b
cross join lateral budget_owners(b.scope_id) o
group by o.owner_key;

-- Counted by the database, since a version that knows nothing of it may run beside this one. For each statement and not for each row: most change no size.
create function count_budget_places() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into budget_places as p (owner_key, taken)
        select o.owner_key, sum(c.places)
        from (select scope_id, sum((bytes + 4095) / 4096) as places from added where deleted_at is null group by scope_id) c
        cross join lateral budget_owners(c.scope_id) o
        group by o.owner_key order by o.owner_key
        on conflict (owner_key) do update set taken = p.taken + excluded.taken;
    elsif tg_op = 'DELETE' then
        insert into budget_places as p (owner_key, taken)
        select o.owner_key, - sum(c.places)
        from (select scope_id, sum((bytes + 4095) / 4096) as places from removed where deleted_at is null group by scope_id) c
        cross join lateral budget_owners(c.scope_id) o
        group by o.owner_key order by o.owner_key
        on conflict (owner_key) do update set taken = p.taken + excluded.taken;
    else
        insert into budget_places as p (owner_key, taken)
        select o.owner_key, sum(c.places)
        from (select scope_id, sum(places) as places
              from (select scope_id, (bytes + 4095) / 4096 as places from added where deleted_at is null
                    union all select scope_id, - ((bytes + 4095) / 4096) from removed where deleted_at is null) either
              group by scope_id having sum(places) <> 0) c
        cross join lateral budget_owners(c.scope_id) o
        group by o.owner_key order by o.owner_key
        on conflict (owner_key) do update set taken = p.taken + excluded.taken;
    end if;
    return null;
end
$$;
create trigger budget_takes_places after insert on budget
    referencing new table as added for each statement execute function count_budget_places();
create trigger budget_changes_places after update on budget
    referencing old table as removed new table as added for each statement execute function count_budget_places();
create trigger budget_leaves_places after delete on budget
    referencing old table as removed for each statement execute function count_budget_places();

-- The key of the subscription at or in which a view or a deployment is kept, by which those of all its resource groups are counted; null elsewhere.
alter table saved_view add column around text collate "C";
update saved_view set around = concat_ws(E'\n', 's', split_part(owner, E'\n', 3), split_part(owner, E'\n', 4), split_part(owner, E'\n', 5))
where owner ~ E'^place\n[sg]\n' and split_part(owner, E'\n', 3) <> '';
create index saved_view_around on saved_view (around) where around is not null;

alter table deployment add column around text collate "C";
update deployment set around = concat_ws(E'\n', 's', split_part(owner, E'\n', 3), split_part(owner, E'\n', 4), split_part(owner, E'\n', 5))
where owner ~ E'^place\n[sg]\n' and split_part(owner, E'\n', 3) <> '';
create index deployment_around on deployment (around, started_at desc) where around is not null;
