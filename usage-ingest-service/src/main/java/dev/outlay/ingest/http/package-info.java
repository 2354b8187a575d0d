/**
 * The shell around every HTTP route: one table of routes, one access decision per route, one error envelope.
 *
 * <p>Owns: who may pass, the form {@code {"error":{"code","message"}}} of every refusal, 404 and 405. Does not own: what a
 * route does.
 *
 * <p>Invariants: a route without a declared decision cannot be made; 401 means a missing or bad token and nothing else; every
 * other denial is 403; a token that was verified is believed for a minute at most and never longer than it says itself, and a
 * refusal is never remembered; no stack trace, token or framework page leaves the process.
 */
@NullMarked
package dev.outlay.ingest.http;

import org.jspecify.annotations.NullMarked;
