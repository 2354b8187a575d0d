package dev.outlay.budget.details;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outlay.budget.ledger.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A charge as a scope sees it.
 *
 * @param description number of its description
 * @param micros when it began, since 1970, UTC
 * @param source number of its source
 * @param charge its id at its source
 * @param end when it ended; null where the charge does not say
 * @param billingMonth first day of the month in which it is billed
 * @param chargeType Azure's word
 * @param currency ISO 4217, in which it is billed
 * @param cost in that currency, at the scope's price; null while it waits for a price
 * @param costInDollars null while it waits for a rate, and at subscription and resource group where it is not billed in dollars: no dollars of retail are kept
 * @param retail at list prices, in the billing currency; null while it is not known, and at subscription and resource group, where the cost is that
 * @param quantity as it was priced
 * @param listUnitPrice pay-as-you-go, in the billing currency
 * @param dollarRate dollars for one unit of the billing currency, where this service has converted it
 * @param dollarRateDay of that rate
 * @param account name of the billing account; null at subscription and resource group, as everything is that is the partner's
 * @param invoice the id of the invoice that it is on, as its source says it, else the name of the closed invoice, else that there is none yet; null at subscription and resource group
 * @param columns what else is said of it, by FOCUS's names: only what the scope may see
 */
public record UsageDetail(
        int description,
        long micros,
        int source,
        String charge,
        Instant start,
        @Nullable Instant end,
        LocalDate billingMonth,
        String chargeType,
        String currency,
        @Nullable BigDecimal cost,
        @Nullable BigDecimal costInDollars,
        @Nullable BigDecimal retail,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal listUnitPrice,
        @Nullable BigDecimal dollarRate,
        @Nullable LocalDate dollarRateDay,
        @Nullable String account,
        @Nullable String profile,
        @Nullable String customer,
        @Nullable String subscription,
        @Nullable String invoice,
        Map<String, String> columns,
        Map<String, String> tags) {

    private static final String DOLLARS = "USD";

    /** Of prices and rates that are divided; half-even. */
    private static final int SCALE = 18;

    /** The same for the same charge wherever and whenever it is shown; it tells nothing of the charge. */
    public UUID name() {
        return UUID.nameUUIDFromBytes((source + ":" + charge).getBytes(UTF_8));
    }

    /** Its day, UTC. */
    public LocalDate day() {
        return LocalDate.ofInstant(start, ZoneOffset.UTC);
    }

    public LocalDate billingMonthEnd() {
        return billingMonth.plusMonths(1).minusDays(1);
    }

    /** The value of a column; empty where the charge does not say it, or the scope may not see it. */
    public String text(Column column) {
        return columns.getOrDefault(column.columnName(), "");
    }

    /** As the charge says it; null where it says none. */
    public @Nullable String resourceGroupName() {
        return columns.get(Column.X_RESOURCE_GROUP_NAME.columnName());
    }

    /** What a unit cost; null where the charge says no quantity. */
    public @Nullable BigDecimal effectivePrice() {
        return divided(cost, quantity);
    }

    /** The list price of a unit, as the charge says it, else from what it costs at list prices. */
    public @Nullable BigDecimal listPrice() {
        return listUnitPrice == null ? divided(retail, quantity) : listUnitPrice;
    }

    /** ISO 4217; the billing currency where the charge says nothing else. */
    public String pricingCurrency() {
        String said = text(Column.X_PRICING_CURRENCY);
        return said.isEmpty() ? currency : said;
    }

    /** Null where it is priced in a currency in which nothing is known. */
    public @Nullable BigDecimal costInPricingCurrency() {
        return pricingCurrency().equals(currency) ? cost : pricingCurrency().equals(DOLLARS) ? costInDollars : null;
    }

    /** How many units of the billing currency one of the pricing currency is; null where nobody has converted one into the other. */
    public @Nullable BigDecimal pricingToBilling() {
        return pricingCurrency().equals(currency)
                ? BigDecimal.ONE
                : pricingCurrency().equals(DOLLARS) ? divided(BigDecimal.ONE, dollarRate) : null;
    }

    /** At list prices; null as {@link #retail} is. */
    public @Nullable BigDecimal retailInDollars() {
        return currency.equals(DOLLARS) ? retail : null;
    }

    /** In percent; null where the charge says none, or no number. */
    public @Nullable BigDecimal creditRate() {
        String said = text(Column.X_PARTNER_CREDIT_RATE);
        try {
            return said.isEmpty() || said.length() > SCALE ? null : new BigDecimal(said);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    /** True or False, whatever word the source has for it; empty where it says nothing. */
    public String creditApplied() {
        String said = text(Column.X_PARTNER_CREDIT_APPLIED);
        return said.isEmpty() ? "" : said.equals("1") || said.equalsIgnoreCase("true") ? "True" : "False";
    }

    /** In Azure's words, which are FOCUS's without a hyphen: OneTime, Recurring, UsageBased. */
    public String frequency() {
        return text(Column.CHARGE_FREQUENCY).replace("-", "");
    }

    private static @Nullable BigDecimal divided(@Nullable BigDecimal amount, @Nullable BigDecimal by) {
        if (amount == null || by == null || by.signum() == 0) {
            return null;
        }
        BigDecimal stripped = amount.divide(by, SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
