package dev.outlay.budget.ledger;

/** Under which agreement a customer buys. Whoever is not known otherwise is under the Microsoft Customer Agreement. */
public enum Agreement {
    /** Microsoft Customer Agreement: usage and purchases are seen at the partner's billing scopes, usage at the customer. */
    MICROSOFT_CUSTOMER_AGREEMENT(1),
    /** The classic CSP offer: purchases only, at billing account and profile only. */
    CSP_OFFER(2);

    private final short code;

    Agreement(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    /** @throws IllegalArgumentException for a code that no agreement has */
    public static Agreement of(int code) {
        return switch (code) {
            case 1 -> MICROSOFT_CUSTOMER_AGREEMENT;
            case 2 -> CSP_OFFER;
            default -> throw new IllegalArgumentException("no agreement has the code " + code);
        };
    }
}
