package dev.outlay.ingest.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says about its principal, as far as a decision asks for it.
 *
 * @param tenant tenant of the principal, or null where the token has none
 */
record Caller(Set<String> roles, @Nullable String tenant) {}
