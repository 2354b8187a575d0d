-- The day by which a closed invoice has to be paid: the payment term that was said of its profile, counted from the day (UTC) on which it was closed. What is said of the
-- profile later moves no invoice. Null: no term was said.
alter table invoice add column due_date date;
