package dev.outlay.budget.arm;

import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.reached.ReachedAddress;
import dev.outlay.budget.scope.ScopedPath;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that was understood and whose sender is known.
 *
 * @param name of the resource; empty for a list
 * @param reached where it was sent
 * @param requestId as the answer says it
 * @param query as sent, without the question mark; null for none
 * @param contentType as sent, lower case, without parameters; empty where there was none
 */
record Call(
        Route route,
        @Nullable String provider,
        @Nullable ScopedPath scoped,
        String name,
        Principal principal,
        ReachedAddress reached,
        String requestId,
        @Nullable String query,
        String contentType,
        Buffer body) {

    /** Who changes what the call is about. */
    ChangedBy changedBy() {
        return new ChangedBy(principal, requestId);
    }

    /** The scope of a route that has one. */
    ScopedPath scope() {
        return Objects.requireNonNull(scoped);
    }

    /** The first value of a parameter of the query, its name in any casing; empty where it is missing or malformed. */
    String parameter(String parameter) {
        return Objects.requireNonNullElse(Query.value(query, parameter), "");
    }

    /** An absolute link to a path of ours, under the address by which the caller came. */
    String link(String path) {
        return reached.base() + path;
    }

    /** The ARM id of what the call is about, with the caller's casing of the scope, where there is one. */
    String id(String type, String resource) {
        return (scoped == null ? "" : scoped.armId()) + "/providers/" + provider + "/" + type + "/" + resource;
    }
}
