package dev.outlay.e2e.access;

import dev.outlay.e2e.cost.Charge;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A charge with everything on it that only the partner may know, in amounts that would be recognised anywhere.
 *
 * @param number each charge of an account has another, and other amounts with it
 * @param subscription null for a purchase
 */
record InvoicedCharge(
        int number,
        String account,
        String customer,
        @Nullable String subscription,
        String group,
        String invoice) {

    static final String CREDIT_RATE = "13.0717";

    /** What the partner pays: billed, effective, contracted and in dollars, each of them another amount. */
    List<BigDecimal> invoiced() {
        return Stream.of("71000.13139", "72000.13139", "73000.13139", "74000.13139")
                .map(this::amount)
                .toList();
    }

    /** What the partner is invoiced. */
    BigDecimal billed() {
        return invoiced().get(0);
    }

    /** The same in dollars. */
    BigDecimal billedInUsd() {
        return invoiced().get(3);
    }

    /** The retail price, which is the customer's to see. */
    BigDecimal retail() {
        return amount("81000.24139");
    }

    private BigDecimal amount(String base) {
        return new BigDecimal(base).add(BigDecimal.valueOf(number * 101L));
    }

    /** How an amount begins, however many of its decimals are shown. */
    static List<String> shownAs(BigDecimal amount) {
        return Stream.of(RoundingMode.DOWN, RoundingMode.HALF_UP)
                .map(rounding -> amount.setScale(2, rounding).toPlainString())
                .distinct()
                .toList();
    }

    /** The charge as a CloudEvent, JSON. */
    String event() {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        columns.put("x_BillingAccountId", account);
        columns.put("BillingAccountId", House.profile(account));
        columns.put("x_CustomerId", customer);
        columns.put("x_CustomerName", House.customerName(customer));
        columns.put("SubAccountId", subscription);
        columns.put("x_ResourceGroupName", subscription == null ? null : group);
        columns.put("ServiceName", "Virtual Machines");
        columns.put("ChargeCategory", subscription == null ? "Purchase" : "Usage");
        columns.put("BillingCurrency", "CHF");
        columns.put("BilledCost", billed().toPlainString());
        columns.put("EffectiveCost", invoiced().get(1).toPlainString());
        columns.put("ContractedCost", invoiced().get(2).toPlainString());
        columns.put("x_BilledCostInUsd", billedInUsd().toPlainString());
        columns.put("ListCost", retail().toPlainString());
        columns.put("x_PartnerCreditApplied", "true");
        columns.put("x_PartnerCreditRate", CREDIT_RATE);
        columns.put("InvoiceId", invoice);
        columns.put("ChargePeriodStart", Charge.thisMonth() + "T00:00:00Z");
        return columns.entrySet().stream()
                .filter(column -> column.getValue() != null)
                .map(column -> "\"" + column.getKey() + "\":\"" + column.getValue() + "\"")
                .collect(Collectors.joining(
                        ",",
                        "{\"specversion\":\"1.0\",\"type\":\"dev.outlay.charge.v1\",\"source\":\"urn:outlay:e2e\",\"id\":\""
                                + UUID.randomUUID() + "\",\"data\":{",
                        "}}"));
    }
}
