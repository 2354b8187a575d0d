package dev.outlay.budget.analysis;

import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.CommitmentUse;
import dev.outlay.budget.ledger.Counting;
import dev.outlay.budget.ledger.Price;
import dev.outlay.budget.scope.PriceView;
import dev.outlay.budget.scope.ScopeKind;
import java.util.function.Predicate;

/** What a kind of scope sees of the ledger: what {@link Counting} counts there, at its price and in its currency. */
public enum CostView {
    ACCOUNT("account", true, PriceView.INVOICED),
    PROFILE("profile", false, PriceView.INVOICED),
    CUSTOMER("customer", false, PriceView.INVOICED),
    SUBSCRIPTION("subscription", false, PriceView.RETAIL),
    RESOURCE_GROUP("resource_group", false, PriceView.RETAIL);

    private final String place;
    private final boolean dollars;
    private final PriceView prices;

    CostView(String place, boolean dollars, PriceView prices) {
        this.place = place;
        this.dollars = dollars;
        this.prices = prices;
    }

    /**
     * That of a kind of scope.
     *
     * @throws IllegalArgumentException for a kind that no cost is seen at
     */
    public static CostView of(ScopeKind kind) {
        return switch (kind) {
            case BILLING_ACCOUNT -> ACCOUNT;
            case BILLING_PROFILE -> PROFILE;
            case CUSTOMER -> CUSTOMER;
            case SUBSCRIPTION -> SUBSCRIPTION;
            case RESOURCE_GROUP -> RESOURCE_GROUP;
            case MANAGEMENT_GROUP -> throw new IllegalArgumentException("no cost is seen at a management group");
        };
    }

    /** The column of descriptions and of cost groups that holds the scope. */
    public String scopeColumn() {
        return place + "_scope";
    }

    /** The column of descriptions that says at which price their charges count; 0 for not at all. */
    public String priceColumn() {
        return isRetail() ? "rbac_price" : place + "_price";
    }

    /** Whether its own currency is the US dollar, whatever was billed. */
    boolean isInDollars() {
        return dollars;
    }

    /** Whether its prices are retail, and not what the partner is invoiced. */
    public boolean isRetail() {
        return prices == PriceView.RETAIL;
    }

    /** At which price it counts a charge. */
    Price price(ChargeCategory category, Agreement agreement, CommitmentUse use) {
        Counting counting = Counting.of(category, agreement, use);
        return switch (this) {
            case ACCOUNT -> counting.account();
            case PROFILE -> counting.profile();
            case CUSTOMER -> counting.customer();
            case SUBSCRIPTION, RESOURCE_GROUP -> counting.rbac();
        };
    }

    /**
     * Whether it counts usage that has to do with a commitment in another way than other usage, so that it cannot be told from the category and the agreement at which price a charge counts: a daily
     * cost does not say whether a commitment covered the usage or nobody used it.
     */
    boolean asksForTheUseOfCommitments() {
        Predicate<CommitmentUse> otherwise =
                use -> price(ChargeCategory.USAGE, Agreement.MICROSOFT_CUSTOMER_AGREEMENT, use)
                        != price(ChargeCategory.USAGE, Agreement.MICROSOFT_CUSTOMER_AGREEMENT, CommitmentUse.NONE);
        return otherwise.test(CommitmentUse.COVERED) || otherwise.test(CommitmentUse.UNUSED);
    }
}
