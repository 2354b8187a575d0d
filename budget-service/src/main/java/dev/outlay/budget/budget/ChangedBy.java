package dev.outlay.budget.budget;

import dev.outlay.budget.access.Principal;

/**
 * Who changes a budget, and in which request.
 *
 * @param requestId as the answer says it in {@code x-ms-request-id}, so that an entry of the audit and a line of the log find each other
 */
public record ChangedBy(Principal principal, String requestId) {

    Budget.Creator creator() {
        return new Budget.Creator(principal.id(), principal.tenant());
    }
}
