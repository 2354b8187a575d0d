/**
 * Owns who may do what: principals, the directory of who they are, roles (built in and made by people) and their assignments, the customers' cost-visibility policy,
 * management groups and what is in them, which subscriptions somebody has a right at, and the one decision that each request gets.
 * Does not own how a token is verified (Quarkus OIDC) or what is then shown (cost views in SQL).
 *
 * <p>Invariants: billing scopes are for partner roles alone, RBAC scopes for role assignments alone (R16); a principal of another tenant passes only
 * while its customer's {@code viewCharges} is Allowed, whatever its role allows; a role allows what its permissions say and nothing else decides; every change is told on the topic {@code access} and in the audit, both
 * written in the same transaction.
 */
@NullMarked
package dev.outlay.budget.access;

import org.jspecify.annotations.NullMarked;
