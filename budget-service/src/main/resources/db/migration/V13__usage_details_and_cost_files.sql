-- Usage details and files of them read the ledger as of one number of a batch, over many short transactions: every batch up to it is committed or gone, and none of a
-- later number is looked at. What a restatement replaced since then is in superseded_charge.

-- The last number that a batch has taken, once no batch with a number up to it is in flight any more. Batches hold the stream's lock (StreamLock, 688529) shared from before
-- they take their number until after their commit can be seen. So it is enough to wait for those who hold it now; whoever comes later takes a later number. Nobody is kept
-- waiting by this, which asks for no lock.
create function settled_batch() returns bigint language plpgsql volatile as $$
declare
    last   bigint;
    flying text[];
begin
    select case when is_called then last_value else 0 end into last from charge_batch;
    select array_agg(l.virtualtransaction) into flying
    from pg_locks l
    where l.locktype = 'advisory' and l.classid = 0 and l.objid = 688529 and l.objsubid = 1 and l.mode = 'ShareLock' and l.granted
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

-- What was known before is found as what is known now is: description by description, each by time.
create index superseded_charge_by_dimensions on superseded_charge (dimension_set_id, charge_start);

-- A file of usage details that somebody asked for. It is written chunk by chunk, each in the transaction that moves next_position, so whoever goes on begins where the last
-- one that was committed ends.
create table cost_file (
    id            uuid primary key,
    scope_id      integer references scope, -- null: nothing was ever kept for the scope, so there is nothing to write
    scope_arm_id  text not null,            -- as it was asked for, with leading slash
    question      jsonb not null,
    request       text not null,            -- the body, as it was sent; shown again
    layout        smallint not null,        -- which columns
    principal     text not null,            -- who asked, and alone can ask for it
    tenant        text not null,
    state         smallint not null check (state in (1, 2, 3, 4)), -- 1 not whole yet, 2 whole, 3 nothing to write, 4 given up
    next_position text,                     -- null: not begun
    chunk_count   integer not null,
    row_count     bigint not null,
    byte_count    bigint not null,          -- of the text, not of what it is packed into
    attempts      integer not null,         -- since the last chunk
    holder        text,
    leased_until  timestamptz not null,
    created_at    timestamptz not null,
    expires_at    timestamptz not null
);
create index cost_file_not_whole on cost_file (chunk_count, created_at) where state = 1;
create index cost_file_by_principal on cost_file (tenant, principal) where state = 1;
create index cost_file_by_expiry on cost_file (expires_at);

create table cost_file_chunk (
    file_id uuid not null references cost_file on delete cascade,
    number  integer not null,               -- from 0
    content bytea not null,                 -- gzip of a part of the file
    primary key (file_id, number)
);
-- It is packed already.
alter table cost_file_chunk alter column content set storage external;

-- What links to files, and the tokens of pages of usage details, are sealed with: one key for all replicas, made here and nowhere else known. Another one ends all of them.
create table seal_key (
    only_row boolean primary key default true check (only_row),
    key      text not null                  -- 32 bytes in hexadecimal
);
insert into seal_key (key) values (encode(sha256(convert_to(
    gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex'));
