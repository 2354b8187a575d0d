package dev.outlay.budget.audit;

import java.util.UUID;

/**
 * Which budget is changed.
 *
 * @param scopeArmId ARM id of its scope as in the request, with leading slash
 * @param scopeKey the same as scopes are compared: in lower case
 */
public record Subject(UUID budget, String scopeArmId, String scopeKey, String name) {}
