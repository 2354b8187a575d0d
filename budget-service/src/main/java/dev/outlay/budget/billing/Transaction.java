package dev.outlay.budget.billing;

import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.scope.ScopeKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A charge as it stands on an invoice: usage, a purchase or an adjustment, as it is known now.
 *
 * @param date the moment at which its charge period begins
 * @param end the moment at which it ends; null where the charge does not say
 * @param period the month in which it is billed
 * @param reservation whether it buys a commitment
 * @param currency ISO 4217, of every amount
 * @param billed before tax
 * @param list at list prices; null while it is not known
 * @param quantity as it was priced; null where the charge does not say
 * @param listUnitPrice null where the charge does not say
 * @param billedInDollars what was billed, in US dollars; null while that is not known
 * @param dollarRate dollars for one unit of the billing currency, where this service has converted it
 * @param columns what else the charge says, a JSON object of FOCUS columns
 * @param at where it stands in the order of a list
 */
public record Transaction(
        TransactionName name,
        Instant date,
        @Nullable Instant end,
        YearMonth period,
        ChargeCategory category,
        boolean reservation,
        String currency,
        BigDecimal billed,
        @Nullable BigDecimal list,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal listUnitPrice,
        @Nullable BigDecimal billedInDollars,
        @Nullable BigDecimal dollarRate,
        String profile,
        @Nullable String profileName,
        @Nullable String customer,
        @Nullable String customerName,
        @Nullable String subscription,
        @Nullable String subscriptionName,
        String columns,
        Position at) {

    /**
     * Where a transaction stands in the order of a list: by what is charged, and by time within that.
     *
     * @param description number of the charge's description
     * @param micros since 1970, UTC
     */
    public record Position(int description, long micros, TransactionName name) {

        /** Before every other one: in the year 1. */
        static final Position FIRST = new Position(0, -62_135_596_800_000_000L, new TransactionName(0, ""));

        /** The year 10000. */
        private static final long LAST_MICROS = 253_402_300_800_000_000L;

        private static final int MOST_DIGITS = 18;

        /** Reads what {@link #text()} has written; empty for anything else. */
        public static Optional<Position> read(String text) {
            String[] parts = text.split(" ", 3);
            if (parts.length != 3 || !isNumber(parts[0], 9) || !isNumber(parts[1], MOST_DIGITS)) {
                return Optional.empty();
            }
            long micros = Long.parseLong(parts[1]);
            return TransactionName.read(parts[2])
                    .filter(name -> micros >= FIRST.micros && micros <= LAST_MICROS)
                    .map(name -> new Position(Integer.parseInt(parts[0]), micros, name));
        }

        private static boolean isNumber(String text, int most) {
            int sign = text.startsWith("-") ? 1 : 0;
            return text.length() > sign
                    && text.length() <= most + sign
                    && text.chars().skip(sign).allMatch(digit -> digit >= '0' && digit <= '9');
        }

        public String text() {
            return description + " " + micros + " " + name.text();
        }
    }

    /** Name of the invoice of the month in which it is billed. */
    public String invoice(String account) {
        return InvoiceName.of(ScopeKey.billingProfile(account, profile), period).text();
    }
}
