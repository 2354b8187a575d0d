package dev.outlay.e2e.cost;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A charge of usage on the first of this month, in Swiss francs.
 *
 * @param id identifies it, with the account and {@link #SOURCE}
 * @param customer its customer; null for none
 * @param subscription its subscription; null for none
 * @param billed what the partner is invoiced, CHF; the same number is said to be its value in USD
 * @param list the pay-as-you-go retail price, CHF
 * @param revision 0 as it was first said; a higher one replaces the lower ones
 */
public record Charge(
        String id,
        Account account,
        @Nullable String customer,
        @Nullable String subscription,
        BigDecimal billed,
        BigDecimal list,
        int revision) {

    /** Who says so. */
    public static final String SOURCE = "urn:outlay:e2e";

    public Charge(
            String id,
            Account account,
            @Nullable String customer,
            @Nullable String subscription,
            BigDecimal billed,
            BigDecimal list) {
        this(id, account, customer, subscription, billed, list, 0);
    }

    /** A charge whose retail price is what was billed. */
    public static Charge of(String id, Account account, @Nullable String customer, String billed) {
        return new Charge(id, account, customer, null, new BigDecimal(billed), new BigDecimal(billed));
    }

    /** The first of the current month, UTC. */
    public static LocalDate thisMonth() {
        return LocalDate.ofInstant(Instant.now(Clock.systemUTC()), java.time.ZoneOffset.UTC)
                .withDayOfMonth(1);
    }

    /** The charge as a CloudEvent, JSON. */
    public String event() {
        return "{\"specversion\":\"1.0\",\"type\":\"dev.outlay.charge.v1\",\"source\":\"" + SOURCE + "\",\"id\":\"" + id
                + "\",\"revision\":" + revision + ",\"data\":" + data() + "}";
    }

    /** The charge alone, JSON. */
    public String data() {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        columns.put("x_BillingAccountId", account.name());
        columns.put("BillingAccountId", "CHFP-" + account.name());
        columns.put("x_CustomerId", customer);
        columns.put("SubAccountId", subscription);
        columns.put("x_ResourceGroupName", subscription == null ? null : "rg-web");
        columns.put("ServiceName", "Virtual Machines");
        columns.put("ChargeCategory", "Usage");
        columns.put("BillingCurrency", "CHF");
        columns.put("BilledCost", billed.toPlainString());
        columns.put("EffectiveCost", billed.toPlainString());
        columns.put("ListCost", list.toPlainString());
        columns.put("x_BilledCostInUsd", billed.toPlainString());
        columns.put("ChargePeriodStart", thisMonth() + "T00:00:00Z");
        return columns.entrySet().stream()
                .filter(column -> column.getValue() != null)
                .map(column -> "\"" + column.getKey() + "\":\"" + column.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
