package dev.outlay.budget.scope;

/** The kinds of scope, with the code that the database keeps. */
public enum ScopeKind {
    BILLING_ACCOUNT(1, "BillingAccount", PriceView.INVOICED),
    BILLING_PROFILE(2, "BillingProfile", PriceView.INVOICED),
    CUSTOMER(3, "Customer", PriceView.INVOICED),
    SUBSCRIPTION(4, "Subscription", PriceView.RETAIL),
    RESOURCE_GROUP(5, "ResourceGroup", PriceView.RETAIL),
    /** Of which the database keeps no scope: no charge is seen there. */
    MANAGEMENT_GROUP(6, "ManagementGroup", PriceView.RETAIL);

    private final short code;
    private final String label;
    private final PriceView priceView;

    ScopeKind(int code, String label, PriceView priceView) {
        this.code = (short) code;
        this.label = label;
        this.priceView = priceView;
    }

    /** What the column {@code scope.kind} holds. */
    public short code() {
        return code;
    }

    /** The word that events use. */
    public String label() {
        return label;
    }

    public PriceView priceView() {
        return priceView;
    }

    /** Whether partner roles reach it; the others are for role assignments. */
    public boolean isBilling() {
        return priceView == PriceView.INVOICED;
    }

    /** @throws IllegalArgumentException for a code that no kind has */
    public static ScopeKind of(int code) {
        for (ScopeKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of scope has the code " + code);
    }
}
