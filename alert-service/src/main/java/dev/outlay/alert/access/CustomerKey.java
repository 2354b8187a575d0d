package dev.outlay.alert.access;

import java.util.Locale;

/** A customer of a billing account, both names in lower case. */
public record CustomerKey(String billingAccount, String customer) {

    /** Compares names without regard to case. */
    public CustomerKey {
        billingAccount = billingAccount.toLowerCase(Locale.ROOT);
        customer = customer.toLowerCase(Locale.ROOT);
    }

    /** How tables keep it. */
    public String text() {
        return billingAccount + "/" + customer;
    }
}
