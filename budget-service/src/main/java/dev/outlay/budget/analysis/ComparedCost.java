package dev.outlay.budget.analysis;

import java.math.BigDecimal;

/**
 * What something cost in some days and in others, in the currency that was asked for.
 *
 * @param by what it is one of
 * @param name of the service or resource group, or id of the subscription; empty for what has none, and of {@link By#ALL}
 * @param subscription of a resource group; else, and where charges name none, empty
 * @param now in the days that are asked about
 * @param before in those that they are compared with
 */
public record ComparedCost(By by, String name, String subscription, BigDecimal now, BigDecimal before) {

    /** What cost is divided by. */
    public enum By {
        SERVICE,
        SUBSCRIPTION,
        RESOURCE_GROUP,
        /** By nothing: the sum. */
        ALL
    }

    /** How much more it was than before; below zero where it was less. */
    public BigDecimal change() {
        return now.subtract(before);
    }
}
