package dev.outlay.budget.ledger;

/**
 * What counts where, at which price: the one table of DESIGN.md section 6, point 8, and section 4.
 *
 * <p>Tax and credits never count. Usage of a customer under the CSP offer is not seen at all; its purchases are, at billing account and profile.
 * Purchases and adjustments belong to invoices, so customers, subscriptions and resource groups do not see them. At subscription and resource group the
 * price is retail, and what a commitment covers is zero: both must never show what the partner pays. What nobody used of a commitment belongs to its buyer,
 * so it stays on the invoice.
 *
 * @param account price at the billing account
 * @param profile price at the billing profile
 * @param customer price at the customer
 * @param rbac price at subscription and resource group
 */
public record Counting(Price account, Price profile, Price customer, Price rbac) {

    private static final Counting NOWHERE = new Counting(Price.NONE, Price.NONE, Price.NONE, Price.NONE);
    private static final Counting ON_THE_INVOICE = new Counting(Price.INVOICED, Price.INVOICED, Price.NONE, Price.NONE);
    private static final Counting EVERYWHERE =
            new Counting(Price.INVOICED, Price.INVOICED, Price.INVOICED, Price.RETAIL);
    private static final Counting COVERED = new Counting(Price.INVOICED, Price.INVOICED, Price.INVOICED, Price.ZERO);

    /** Whether it is of something that was used, also where a commitment covers it: not of a purchase, an adjustment, or what nobody used of a commitment. Subscriptions see just that. */
    public boolean isOfUse() {
        return rbac != Price.NONE;
    }

    /** @param use what the charge has to do with a commitment; looked at for usage alone */
    public static Counting of(ChargeCategory category, Agreement agreement, CommitmentUse use) {
        return switch (category) {
            case TAX, CREDIT -> NOWHERE;
            case PURCHASE, ADJUSTMENT -> ON_THE_INVOICE;
            case USAGE ->
                switch (agreement) {
                    case CSP_OFFER -> NOWHERE;
                    case MICROSOFT_CUSTOMER_AGREEMENT ->
                        switch (use) {
                            case NONE -> EVERYWHERE;
                            case COVERED -> COVERED;
                            case UNUSED -> ON_THE_INVOICE;
                        };
                };
        };
    }
}
