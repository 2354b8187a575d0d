package dev.outlay.sample.partner;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;

/** The FOCUS columns of one charge, written group by group. Amounts are computed in US dollars and converted with the month's rate. */
final class Columns {
    private static final int AMOUNT_SCALE = 8;

    private final Map<String, Object> data = new LinkedHashMap<>();
    private final Customer customer;
    private final ExchangeRates.Rate rate;

    Columns(Customer customer, LocalDate day, String category) {
        this.customer = customer;
        this.rate = ExchangeRates.forOneDollar(customer.profile().currency(), YearMonth.from(day));
        BillingProfile profile = customer.profile();
        put(
                "BillingAccountId",
                "/providers/Microsoft.Billing/billingAccounts/" + Partner.BILLING_ACCOUNT + "/billingProfiles/"
                        + profile.id());
        put("x_BillingAccountId", Partner.BILLING_ACCOUNT);
        put("x_BillingAccountName", Partner.BILLING_ACCOUNT_NAME);
        put("x_BillingProfileId", profile.id());
        put("x_BillingProfileName", profile.displayName());
        put("x_CustomerId", customer.id());
        put("x_CustomerName", customer.name());
        put("ChargeCategory", category);
        put("ChargeDescription", "Synthetic sample data");
        put("BillingCurrency", profile.currency());
        put("ChargePeriodStart", day + "T00:00:00Z");
        put("ChargePeriodEnd", day.plusDays(1) + "T00:00:00Z");
        put("BillingPeriodStart", day.withDayOfMonth(1) + "T00:00:00Z");
        put("BillingPeriodEnd", day.withDayOfMonth(1).plusMonths(1) + "T00:00:00Z");
    }

    Columns put(String column, Object value) {
        data.put(column, value);
        return this;
    }

    Columns resource(Subscription subscription, Resource resource) {
        Meter meter = resource.meter();
        return subscription(subscription)
                .put("x_ResourceGroupName", resource.group())
                .put("ResourceId", resource.id(subscription.id()))
                .put("ResourceName", resource.name())
                .put("ResourceType", meter.resourceType)
                .meter(meter)
                .put("Tags", resource.tags());
    }

    Columns subscription(Subscription subscription) {
        return put("SubAccountId", "/subscriptions/" + subscription.id()).put("SubAccountName", subscription.name());
    }

    Columns meter(Meter meter) {
        return put("RegionId", customer.profile().region())
                .put("RegionName", customer.profile().regionName())
                .put("ServiceName", meter.service)
                .put("ServiceCategory", meter.category)
                .put("x_SkuMeterCategory", meter.service)
                .put("x_SkuMeterSubcategory", meter.subcategory)
                .put("x_SkuMeterName", meter.meter)
                .put("PublisherName", "Microsoft")
                .put("x_PublisherType", "Microsoft")
                .put("PricingUnit", meter.unit);
    }

    /** The three costs, given in US dollars, in the profile's currency. */
    Columns costs(BigDecimal billedUsd, BigDecimal effectiveUsd, BigDecimal listUsd) {
        return put("BilledCost", converted(billedUsd))
                .put("EffectiveCost", converted(effectiveUsd))
                .put("ListCost", converted(listUsd))
                .put("x_BilledCostInUsd", scaled(billedUsd))
                .put("x_EffectiveCostInUsd", scaled(effectiveUsd))
                .put("x_ListCostInUsd", scaled(listUsd))
                .put("x_PricingCurrency", "USD")
                .put("x_BillingExchangeRate", rate.units())
                .put("x_BillingExchangeRateDate", rate.date().toString());
    }

    private BigDecimal converted(BigDecimal usd) {
        return scaled(usd.multiply(rate.units()));
    }

    private static BigDecimal scaled(BigDecimal amount) {
        BigDecimal scaled =
                amount.setScale(AMOUNT_SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return scaled.scale() < 0 ? scaled.setScale(0) : scaled;
    }

    ChargeEvent event(String id) {
        return new ChargeEvent(id, data);
    }
}
