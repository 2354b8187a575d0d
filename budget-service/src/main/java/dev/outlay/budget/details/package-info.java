/**
 * Owns usage details: the single charges of a scope, each with what the scope may see of it, in the order in which they can be read part by part as of one moment. Does not own what counts at which
 * price ({@code ledger.Counting}), who may ask ({@code access}), nor how a charge is written as JSON ({@code arm}) or in a file ({@code download}).
 *
 * <p>Invariants: the charges of a scope are those that a query there adds up, at the same price, so their sum is the query's answer; what is read from one number of a batch on stays the same however often and in
 * however many parts it is read, whatever is restated meanwhile; no transaction lasts longer than a few seconds; at subscription and resource group neither an invoiced amount nor anything
 * else that is the partner's alone leaves the database or is kept in a {@link dev.outlay.budget.details.UsageDetail}.
 */
@NullMarked
package dev.outlay.budget.details;

import org.jspecify.annotations.NullMarked;
