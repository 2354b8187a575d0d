package dev.outlay.budget.access;

/**
 * A principal has a role at a management group, subscription or resource group and below.
 *
 * @param name a guid, chosen by whoever made it
 * @param scopeArmId as its creator wrote it, with leading slash
 * @param principalId lower case
 */
public record RoleAssignment(String name, String scopeArmId, String principalId, RoleDefinition role) {}
