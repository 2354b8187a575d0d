-- Deliveries that ended untold, by when: an operator sends those of an outage again, a part at a time.
create index delivery_given_up on delivery (finished_at, id) where state in ('GaveUp', 'Refused', 'Withheld');
