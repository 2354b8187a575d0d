package dev.outlay.ingest.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says about its principal, as far as a decision asks for it.
 *
 * @param id of the principal, in its tenant
 * @param tenant tenant of the principal, or null where the token has none
 */
record Caller(String id, Set<String> roles, @Nullable String tenant) {
    /** Who it is, and nobody else: the same id in another tenant is. */
    String principal() {
        return tenant + "/" + id;
    }
}
