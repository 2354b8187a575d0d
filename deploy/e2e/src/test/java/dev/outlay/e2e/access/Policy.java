package dev.outlay.e2e.access;

/** The cost-visibility policy of a customer. */
enum Policy {
    ALLOWED("Allowed"),
    NOT_ALLOWED("NotAllowed");

    private final String viewCharges;

    Policy(String viewCharges) {
        this.viewCharges = viewCharges;
    }

    /** The value of {@code properties.viewCharges}. */
    String viewCharges() {
        return viewCharges;
    }
}
