package dev.outlay.budget.scope;

/** At which price a scope shows its charges (DESIGN.md section 4). */
public enum PriceView {
    /** What the partner is invoiced, pre-tax: the billing scopes. */
    INVOICED("Invoiced"),
    /** Pay-as-you-go retail: subscription and resource group. Must never be mixed with invoiced prices. */
    RETAIL("Retail");

    private final String label;

    PriceView(String label) {
        this.label = label;
    }

    /** The word that events use. */
    public String label() {
        return label;
    }
}
