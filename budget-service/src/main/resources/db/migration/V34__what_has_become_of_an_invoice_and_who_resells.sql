-- What the partner has said of a closed invoice: 1 that it is paid, 2 that it is void. Null: neither. Whether it is overdue follows from its due date, and what is on it stays on it either way.
alter table invoice add column stated_status smallint check (stated_status in (1, 2));
