/**
 * Owns how connections to PostgreSQL are made and how long each of them is waited for, and what PostgreSQL calls a failure; knows no table. Invariant: no wait for the database is without an end, and each ends before
 * the one around it.
 */
@NullMarked
package dev.outlay.budget.database;

import org.jspecify.annotations.NullMarked;
