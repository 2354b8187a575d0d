package dev.outlay.budget.audit;

/**
 * Who changes something, and in which request.
 *
 * @param principal as its token names it
 * @param tenant of its token; empty where it names none
 * @param requestId as the answer says it in {@code x-ms-request-id}, so that an entry of the audit and a line of the log find each other
 */
public record Author(String principal, String tenant, String requestId) {}
