-- Which invoice a charge is on follows from its profile, the month in which it is billed and the batch that wrote it: the first closed invoice of the profile, of that month or a later
-- one, that was closed after the batch; none while no such invoice is closed. So a closed invoice has a place among the batches, and keeps its name, since questions group by it.
alter table invoice add column name text, add column batch bigint;

-- Of invoices that were closed before, nobody knows after which batch: what stands in the ledger now is taken as what is on the one of its month.
select pg_advisory_xact_lock(688529);
update invoice i set batch = (select case when is_called then last_value else 0 end from charge_batch),
    name = 'INV-' || to_char(i.period_start, 'YYYYMM') || '-' || upper(left(encode(sha256(convert_to(p.key, 'UTF8')), 'hex'), 12))
from scope p where p.id = i.profile_scope;
alter table invoice alter column name set not null, alter column batch set not null;

-- A number among those of the batches, for whoever closes an invoice: every batch with a lower one is committed or gone, and none of a higher one begins before this transaction ends. What the
-- next statement of the transaction reads is therefore what the batches up to this number have written.
create function closing_batch() returns bigint language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock(688529);
    return nextval('charge_batch');
end
$$;

-- As in V13, but also waits for whoever has taken a number while it keeps batches waiting: a list as of this number knows the invoices that were closed up to it.
create or replace function settled_batch() returns bigint language plpgsql volatile as $$
declare
    last   bigint;
    flying text[];
begin
    select case when is_called then last_value else 0 end into last from charge_batch;
    select array_agg(l.virtualtransaction) into flying
    from pg_locks l
    where l.locktype = 'advisory' and l.classid = 0 and l.objid = 688529 and l.objsubid = 1 and l.mode in ('ShareLock', 'ExclusiveLock') and l.granted
      and l.database = (select d.oid from pg_database d where d.datname = current_database()) and l.pid <> pg_backend_pid();
    while flying is not null and exists (
        select 1 from pg_locks l
        where l.locktype = 'advisory' and l.classid = 0 and l.objid = 688529 and l.objsubid = 1 and l.granted
          and l.virtualtransaction = any(flying))
    loop
        perform pg_sleep(0.005);
    end loop;
    return last;
end
$$;
