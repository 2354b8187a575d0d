package dev.outlay.e2e.cost;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What the ledger of one account is to hold.
 *
 * @param charges how many
 * @param billedByCustomer what each customer is billed; every charge is some customer's
 */
public record Expected(Account account, long charges, Map<String, BigDecimal> billedByCustomer) {

    /** What all are billed. */
    public BigDecimal billed() {
        return billedByCustomer.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
