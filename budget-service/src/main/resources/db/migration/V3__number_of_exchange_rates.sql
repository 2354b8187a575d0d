-- Moves with every statement that writes exchange rates, whoever issues it, so that each replica sees cheaply whether its table in memory is the
-- current one. The row serialises the writers: a number that was seen covers all that was committed under smaller ones.
create table exchange_rate_change (
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into exchange_rate_change (number) values (0);

create function count_exchange_rate_change() returns trigger language plpgsql as $$
begin
    update exchange_rate_change set number = number + 1;
    return null;
end $$;

create trigger exchange_rate_changed after insert or update or delete on exchange_rate
    for each statement execute function count_exchange_rate_change();
