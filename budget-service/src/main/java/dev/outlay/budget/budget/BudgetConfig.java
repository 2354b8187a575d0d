package dev.outlay.budget.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Bounds of budgets. */
@ConfigMapping(prefix = "outlay.budgets")
public interface BudgetConfig {

    /** How many budgets a scope can have. */
    @WithDefault("500")
    int maxPerScope();

    /** How many budgets a subscription can have, those of its resource groups among them; a large one counts several times ({@link BudgetSize}). */
    @WithDefault("2000")
    int maxPerSubscription();

    /** The same of a customer: its own and those of its subscriptions. */
    @WithDefault("10000")
    int maxPerCustomer();

    /** The same of a billing account: every budget that belongs to it. */
    @WithDefault("100000")
    int maxPerAccount();

    /** How many days before its last one the contacts of a budget are warned that it ends, not before half of its time is over; 0: never. */
    @WithDefault("14")
    int endWarningDays();

    /** The partner's own subscriptions, whose action groups billing-scope budgets may name ({@code OUTLAY_PARTNER_SUBSCRIPTIONS}). */
    Optional<Set<String>> partnerSubscriptions();
}
