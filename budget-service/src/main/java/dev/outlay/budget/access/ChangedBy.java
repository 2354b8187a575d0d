package dev.outlay.budget.access;

import dev.outlay.budget.audit.Author;

/**
 * Who changes something, and in which request.
 *
 * @param requestId as the answer says it in {@code x-ms-request-id}
 */
public record ChangedBy(Principal principal, String requestId) {

    /** As the audit names it. */
    public Author author() {
        return new Author(principal.id(), principal.tenant(), requestId);
    }
}
