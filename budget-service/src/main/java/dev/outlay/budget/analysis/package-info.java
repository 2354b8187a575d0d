/**
 * Owns the questions that people ask of the ledger: what it cost, by which dimension, in which days; and which of the ledger's tables answers them; and what it will cost, as far as that is reading days
 * gone by and answering days to come. Does not own how days are foretold ({@code forecast}), what counts at which price ({@code ledger.Counting}), who may ask ({@code access}) or how a question and its answer are written in ARM's dialect beyond the query's own body ({@code arm}).
 *
 * <p>Invariants: a question at a scope sees exactly the charges that a budget there counts, at the same price and in the same currency (DESIGN.md section 4 and section 6, points 8 and 9);
 * amounts are exact and never added across currencies; at subscriptions and resource groups nothing that is the partner's alone can be asked for, neither shown nor filtered by; every
 * question is bounded: in its size, in how long it may take and in how many are answered at once.
 */
@NullMarked
package dev.outlay.budget.analysis;

import org.jspecify.annotations.NullMarked;
