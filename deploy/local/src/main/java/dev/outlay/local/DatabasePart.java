package dev.outlay.local;

/** A PostgreSQL of one's own, for tests; user {@code postgres}, no password asked. */
public interface DatabasePart extends KillablePart {

    /** The port it listens on, on 127.0.0.1. */
    int port();

    /** URL for JDBC, user included. */
    default String jdbcUrl(String database) {
        return PostgresDatabases.jdbcUrl(port(), database);
    }

    /** Makes a database where it is missing. */
    default void createDatabase(String name) {
        PostgresDatabases.create(port(), name);
    }
}
