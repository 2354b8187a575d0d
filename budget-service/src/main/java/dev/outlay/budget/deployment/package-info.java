/**
 * Owns templates of Azure Resource Manager: their expressions, parameters and variables, what they declare, in which order it is made, and what is kept of a deployment. Does not own how a resource
 * is made, which is the business of whoever makes it when it is asked for by itself ({@code arm}).
 *
 * <p>Invariants: what a template costs is bounded before it is paid ({@link dev.outlay.budget.deployment.Work}); no message says a value, since one may be secret; the value of a secure parameter is never kept.
 */
@NullMarked
package dev.outlay.budget.deployment;

import org.jspecify.annotations.NullMarked;
