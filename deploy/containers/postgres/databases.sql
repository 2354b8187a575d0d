-- What the two services own; each migrates its own.
create database budget;
create database alert;
