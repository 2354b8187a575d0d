/** What the tests say to Outlay: accounts, charges, budgets, action groups, as a partner's own programs would write them. */
@NullMarked
package dev.outlay.e2e.cost;

import org.jspecify.annotations.NullMarked;
