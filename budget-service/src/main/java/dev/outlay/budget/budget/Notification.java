package dev.outlay.budget.budget;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell when.
 *
 * @param key its name in the budget, free text
 * @param threshold percent of the amount, 0 to 1000 with up to two decimals
 * @param contactEmails in the order in which they were sent
 * @param contactRoles names of roles whose holders are told; subscription and resource group only
 * @param contactGroups ARM ids of action groups
 * @param locale one of the 21 locales of the contract, lower case; null for en-us
 */
public record Notification(
        String key,
        boolean enabled,
        ThresholdType thresholdType,
        Operator operator,
        BigDecimal threshold,
        List<String> contactEmails,
        List<String> contactRoles,
        List<String> contactGroups,
        @Nullable String locale) {

    public Notification {
        contactEmails = List.copyOf(contactEmails);
        contactRoles = List.copyOf(contactRoles);
        contactGroups = List.copyOf(contactGroups);
    }

    /** Whether it speaks where another one does: of the same type and operator, at an equal threshold. */
    public boolean hasConditionOf(Notification other) {
        return thresholdType == other.thresholdType
                && operator == other.operator
                && threshold.compareTo(other.threshold) == 0;
    }

    /** The spend at which it speaks, exact, with the amount's decimals or as many more as it needs. */
    public BigDecimal thresholdAmount(BigDecimal amount) {
        BigDecimal exact = amount.multiply(threshold).movePointLeft(2);
        int needed = Math.max(amount.scale(), exact.stripTrailingZeros().scale());
        return exact.setScale(Math.min(exact.scale(), needed));
    }
}
