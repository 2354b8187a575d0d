package dev.outlay.budget.ledger;

import java.math.BigDecimal;

/**
 * A spend that has changed in the transaction at hand, its row locked.
 *
 * @param amount what it is now, in the key's currency
 */
public record SpendMoved(Differences.SpendKey key, BigDecimal amount) {}
