/**
 * Owns saved views of cost analysis: the question and how its answer is drawn, private to a principal or shared at a scope, and the ones that are built in. A view
 * keeps a question and never an answer, so it shows whoever opens it what it may see and nothing else (functional spec section 5). Does not own what a question means
 * ({@code analysis}) or who may see a scope ({@code access}).
 *
 * <p>Invariants: of two who change one view one is told that the other was first; what is shared at a subscription belongs to the customer that owns it now.
 */
@NullMarked
package dev.outlay.budget.view;

import org.jspecify.annotations.NullMarked;
