/**
 * Owns which dimensions charges have, what they are called in Azure, in which column each is, and who may ask for which: one list for questions, saved views and budgets. Does not own how a question
 * ({@code analysis}) or a budget's filter ({@code budget}) uses them.
 *
 * <p>Invariants: what a budget can filter by a question can, and the other way round; what is the partner's alone is no dimension at subscriptions and resource groups.
 * Tests: {@code FilterScopeTest}, {@code FilteredBudgetsOracleTest}, {@code CostAccessTest}.
 */
@NullMarked
package dev.outlay.budget.dimension;

import org.jspecify.annotations.NullMarked;
