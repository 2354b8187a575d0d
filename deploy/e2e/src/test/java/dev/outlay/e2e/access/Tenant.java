package dev.outlay.e2e.access;

/** Whose somebody, or something, is. */
enum Tenant {
    PARTNER,
    /** The customer that the matrix is about. */
    CUSTOMER,
    /** Another customer of the same partner. */
    OTHER_CUSTOMER,
    /** Nobody whom the partner knows. */
    STRANGER;

    boolean isCustomers() {
        return this == CUSTOMER || this == OTHER_CUSTOMER;
    }
}
