-- Where an alert comes from, as it is said in HTTP (W3C Trace Context): its deliveries go on with that trace. Null where it is not traced.
alter table alert add column traceparent text;
