package dev.outlay.alert.alert;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What has moved the spend of a budget, in its own price view and filter; see {@code explanation} in {@code crossing.v1.schema.json}.
 *
 * @param days           the days of the period that are explained
 * @param comparedWith   those that they are compared with
 * @param all            of all of it
 * @param services       the services that have changed most, up or down, the most first; the others likewise
 * @param subscriptions  by id; none where the scope is or is in one
 * @param resourceGroups none where the scope is one
 */
public record Explanation(
        Days days,
        Days comparedWith,
        Amounts all,
        List<Mover> services,
        List<Mover> subscriptions,
        List<Group> resourceGroups) {

    /** How many of each there are at most. */
    static final int MOST = 3;

    public Explanation {
        services = List.copyOf(services);
        subscriptions = List.copyOf(subscriptions);
        resourceGroups = List.copyOf(resourceGroups);
    }

    /** Days in UTC, half-open. */
    public record Days(LocalDate start, LocalDate end) {

        /** The last day that belongs to them. */
        public LocalDate lastDay() {
            return end.minusDays(1);
        }
    }

    /** What was spent, what was spent before, and how much more that is; in {@code currency}, an ISO 4217 code. */
    public record Amounts(BigDecimal spend, BigDecimal before, BigDecimal change, String currency) {}

    /** A service by its name, or a subscription by its id. */
    public record Mover(String name, Amounts amounts) {}

    /** A resource group; {@code subscription} is empty where charges name none. */
    public record Group(String name, String subscription, Amounts amounts) {}
}
