package dev.outlay.alert.alert;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.scope.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The moment at which a notification's condition became true in a period, as the budget service told it; or that at which the
 * end of a budget came near, which has no condition; or at which reservations were found that are used too little, of which the amounts
 * are percent of what is reserved ({@link #unit()}).
 *
 * @param id              id of the event, stable over repetitions; also the id of the alert
 * @param budget          the budget it belongs to
 * @param billingAccount  the billing account in which the scope lies
 * @param customer        the customer in whose scopes it lies, where there is one
 * @param notification    what was to be told, and to whom
 * @param period          the period it happened in
 * @param amount          the budget's amount of this period, in {@code currency}; 100 percent of what is reserved
 * @param thresholdAmount threshold percent of the amount, in {@code currency}
 * @param spend           spend of the period at the crossing, in {@code currency}; of reservations the utilization of the least used
 * @param forecast        what the period is expected to reach, in {@code currency}, where the condition is about that
 * @param currency        ISO 4217 code; empty where the amounts are percent; {@code XXX}, for none, of a quantity
 * @param measure         unit of measure of what a budget of category Usage counts, such as {@code 1 Hour}: then all amounts are a
 *     quantity in it; empty of everything else
 * @param priceView       {@code Invoiced} at billing scopes, {@code Retail} at subscriptions and resource groups
 * @param metric          {@code Actual} or {@code Amortized} cost, or {@code Usage}, a quantity
 * @param late            whether the period had already ended
 * @param telling         how it is told
 * @param cause           what brought the spend there
 * @param crossedAt       when it happened, UTC
 * @param acceptedAt      when the charge that caused it was accepted, where known, UTC
 * @param occasion        what is told; that the end comes near has a notification with neither key nor condition (threshold 0, operator
 *     {@code None}), and an empty currency while nothing was charged, or where the budget is one of reservations
 */
public record Crossing(
        UUID id,
        Budget budget,
        String billingAccount,
        Optional<CustomerKey> customer,
        Notification notification,
        Period period,
        BigDecimal amount,
        BigDecimal thresholdAmount,
        BigDecimal spend,
        Optional<BigDecimal> forecast,
        String currency,
        Optional<String> measure,
        String priceView,
        String metric,
        boolean late,
        Telling telling,
        Cause cause,
        Instant crossedAt,
        Optional<Instant> acceptedAt,
        Occasion occasion) {

    /**
     * The budget; {@code creator} is whoever made it; {@code writers} those whose right to be told is asked again at every delivery;
     * {@code startDate} is its first day, UTC, where the event says it.
     */
    public record Budget(
            UUID uuid,
            String id,
            String name,
            Scope scope,
            Optional<Principal> creator,
            Writers writers,
            Optional<LocalDate> startDate) {}

    /** Whether nothing was crossed: it is told to test receivers. */
    public boolean isTest() {
        return telling == Telling.TEST;
    }

    /**
     * What the amounts are in: the currency, the unit of measure of a quantity, or {@code Percent} of what is reserved; the latter two are
     * no money.
     */
    public String unit() {
        return occasion instanceof ReservationsUnderused ? "Percent" : measure.orElse(currency);
    }

    /** What the condition is about: the forecast, or the spend. Forecasts that are older than that field say it as their spend. */
    public BigDecimal reached() {
        return forecast.orElse(spend);
    }

    /**
     * What was to be told, and to whom; {@code threshold} in percent of the amount, {@code contactLocales} the languages of
     * addresses that are told in another one than {@code locale}.
     */
    public record Notification(
            String key,
            String thresholdType,
            String operator,
            BigDecimal threshold,
            String locale,
            List<String> contactEmails,
            List<String> contactRoles,
            List<String> contactGroups,
            Map<String, String> contactLocales) {

        /** The language in which an address, in whatever casing, is told. */
        public String localeOf(String address) {
            return contactLocales.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(address))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(locale);
        }
    }

    /** A budget period, half-open, days in UTC. */
    public record Period(String timeGrain, LocalDate start, LocalDate end) {

        /** The last day that belongs to the period. */
        public LocalDate lastDay() {
            return end.minusDays(1);
        }
    }

    /** What brought the spend to where the condition was true. */
    public enum Cause {
        /** Charges came, or were restated. */
        CHARGES,
        /** Charges that had waited for an exchange rate were counted. */
        RATE,
        /** A customer was reclassified, and its charges were counted anew. */
        RECLASSIFICATION,
        /** It was there already when the budget was made, changed or looked at again. */
        EVALUATION;

        /** The words in {@code crossing.v1.schema.json}. */
        static final Set<String> WORDS =
                Arrays.stream(values()).map(Cause::word).collect(Collectors.toUnmodifiableSet());

        /** The word in {@code crossing.v1.schema.json}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it is told. */
    public enum Telling {
        /** At once. */
        TELL,
        /** Bundled with others for the same recipient. */
        DIGEST,
        /** Not at all: only the alert is recorded. */
        RECORD,
        /** At once, to test receivers: nothing was crossed, and the figures are made up. */
        TEST
    }
}
