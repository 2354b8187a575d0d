-- Who has said of an alert that it was seen, by the link in what was told: one row for each recipient, however often the link is used.
create table acknowledgement (
    alert_id        uuid        not null references alert (id),
    kind            text        not null,                    -- as in delivery_alert
    receiver        text        not null,
    delivery_id     uuid        not null references delivery (id),  -- in which the link stood
    partners        boolean     not null,                    -- whether the recipient is the partner's, which no customer is shown
    acknowledged_at timestamptz not null
);

create unique index acknowledgement_once on acknowledgement (alert_id, kind, md5(receiver));
