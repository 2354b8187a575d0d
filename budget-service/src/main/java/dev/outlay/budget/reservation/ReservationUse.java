package dev.outlay.budget.reservation;

import dev.outlay.budget.budget.CostFilter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of a reservation was used over some days. An hour of a reservation costs the same whoever uses it or nobody, so the share of its cost that was used is the share of its hours. Pure.
 *
 * @param id CommitmentDiscountId
 * @param name CommitmentDiscountName; null where no charge says one
 * @param utilization percent of what is reserved, 0 to 100, two decimals, half to even
 * @param used EffectiveCost of what it covered, in {@code currency}
 * @param unused EffectiveCost of what nobody used, in {@code currency}
 * @param currency in which it is billed, ISO 4217; US dollars where that is more than one
 */
record ReservationUse(
        String id, @Nullable String name, BigDecimal utilization, BigDecimal used, BigDecimal unused, String currency) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 2;
    private static final String DOLLARS = "USD";

    private static final Comparator<ReservationUse> LEAST_FIRST =
            Comparator.comparing(ReservationUse::utilization).thenComparing(ReservationUse::id);

    /**
     * The use of each reservation, least first. A filter picks reservations, not charges: of one that is picked, everything counts. Left out is one that has cost nothing, or less, by what was given
     * back, and one that is billed in several currencies of which no dollars are known yet.
     */
    static List<ReservationUse> of(List<ReservationCost> costs, @Nullable CostFilter filter) {
        Map<String, List<ReservationCost>> byId = new TreeMap<>();
        costs.forEach(cost -> byId.computeIfAbsent(cost.id().toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                .add(cost));
        return byId.values().stream()
                .filter(parts -> parts.stream().anyMatch(part -> part.matches(filter)))
                .map(ReservationUse::of)
                .flatMap(Optional::stream)
                .sorted(LEAST_FIRST)
                .toList();
    }

    private static Optional<ReservationUse> of(List<ReservationCost> parts) {
        boolean one = parts.stream().map(ReservationCost::currency).distinct().count() == 1;
        if (!one && parts.stream().anyMatch(part -> part.dollars() == null)) {
            return Optional.empty();
        }
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal unused = BigDecimal.ZERO;
        for (ReservationCost part : parts) {
            ReservationCost.Dollars dollars = part.dollars();
            used = used.add(one || dollars == null ? part.used() : dollars.used());
            unused = unused.add(one || dollars == null ? part.unused() : dollars.unused());
        }
        BigDecimal reserved = used.add(unused);
        if (reserved.signum() <= 0) {
            return Optional.empty();
        }
        return Optional.of(new ReservationUse(
                parts.getFirst().id(),
                parts.stream()
                        .flatMap(part -> Stream.ofNullable(part.name()))
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                percent(used, reserved),
                used,
                unused,
                one ? parts.getFirst().currency() : DOLLARS));
    }

    /** What was corrected can make one of the two negative. */
    private static BigDecimal percent(BigDecimal used, BigDecimal reserved) {
        return used.max(BigDecimal.ZERO)
                .min(reserved)
                .multiply(HUNDRED)
                .divide(reserved, DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** Whether it is used less than a percentage: compared as it is shown, since nobody is to read that 90 is less than 90. */
    boolean isBelow(BigDecimal threshold) {
        return utilization.compareTo(threshold) < 0;
    }
}
