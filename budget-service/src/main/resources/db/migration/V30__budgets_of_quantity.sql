-- Budgets of category Usage count quantity: a series of metric 3, whose spend is in the currency XXX (ISO 4217: no currency is involved).

-- With metric 3 alone: the unit of measure of the charges that count, as they say it; Units where they say different ones. Null: none has said one yet.
alter table spend_series add column unit text;
