package dev.outlay.sample.partner;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What is bought rather than metered: reservations, marketplace products, licences of the CSP offer; and what is given back. */
final class Purchases {
    private static final BigDecimal RESERVED_SHARE = new BigDecimal("0.62");
    private static final BigDecimal HOURS = new BigDecimal("24");
    private static final int REFUND_DAY = 12;

    private final Seed seed;

    Purchases(Seed seed) {
        this.seed = seed;
    }

    /** Every purchase, refund and credit of a customer on a day. */
    List<ChargeEvent> of(int index, Customer customer, LocalDate day) {
        List<ChargeEvent> charges = new ArrayList<>();
        if (customer.agreement() == Customer.Agreement.CSP_OFFER) {
            if (day.getDayOfMonth() == 1) {
                charges.add(licences(index, customer, day));
            }
            return charges;
        }
        if (day.getDayOfMonth() == 1) {
            customer.subscriptions().forEach(subscription -> subscription.resources().stream()
                    .filter(Resource::reserved)
                    .forEach(resource -> charges.add(reservation(customer, subscription, resource, day))));
            if (index % 4 == 1) {
                charges.add(marketplace(index, customer, day, false));
            }
        }
        if (day.getDayOfMonth() == REFUND_DAY && index % 4 == 1 && isRefunded(index, day)) {
            charges.add(marketplace(index, customer, day, true));
        }
        if (day.getDayOfMonth() == REFUND_DAY && index % 10 == 2) {
            charges.add(credit(index, customer, day));
        }
        return charges;
    }

    private ChargeEvent reservation(Customer customer, Subscription subscription, Resource resource, LocalDate day) {
        BigDecimal price = new BigDecimal(resource.meter().listUnitPriceUsd)
                .multiply(HOURS)
                .multiply(BigDecimal.valueOf(day.lengthOfMonth()))
                .multiply(RESERVED_SHARE);
        // Amortized, the price is where the machine is used, not here.
        return Reservation.of(seed, resource)
                .columns(new Columns(customer, day, "Purchase").subscription(subscription))
                .meter(resource.meter())
                .put("ChargeFrequency", "Recurring")
                .put("PricingCategory", "Committed")
                .put("x_PricingModel", "Reservation")
                .put("PricingQuantity", BigDecimal.ONE)
                .costs(price, BigDecimal.ZERO, price)
                .event(resource.key() + "-" + day + "-reservation");
    }

    private ChargeEvent marketplace(int index, Customer customer, LocalDate day, boolean refund) {
        BigDecimal price = BigDecimal.valueOf(seed.between("marketplace " + index, 80, 900))
                .setScale(2, RoundingMode.HALF_EVEN);
        BigDecimal amount = refund ? price.divide(new BigDecimal("-2"), 2, RoundingMode.HALF_EVEN) : price;
        Columns columns = new Columns(customer, day, "Purchase")
                .subscription(customer.subscriptions().getFirst())
                .put("ServiceName", "Marketplace")
                .put("ServiceCategory", "Other")
                .put("x_SkuMeterCategory", "Marketplace")
                .put("x_SkuMeterName", "Driftwatch Observability, monthly")
                .put("PublisherName", "Driftwatch (synthetic)")
                .put("x_PublisherType", "Marketplace")
                .put("ChargeFrequency", "Recurring")
                .put("x_PartnerCreditApplied", false)
                .put("PricingQuantity", refund ? BigDecimal.ONE.negate() : BigDecimal.ONE)
                .costs(amount, amount, amount);
        if (refund) {
            columns.put("ChargeClass", "Correction").put("ChargeFrequency", "One-Time");
        }
        return columns.event("c" + index + "-" + day + (refund ? "-refund" : "-marketplace"));
    }

    private boolean isRefunded(int index, LocalDate day) {
        return seed.fraction("refund " + index + " " + day) < 0.2;
    }

    private ChargeEvent licences(int index, Customer customer, LocalDate day) {
        BigDecimal seats = BigDecimal.valueOf(20 + seed.choice("seats " + index, 200));
        BigDecimal amount = seats.multiply(new BigDecimal("22.00"));
        return new Columns(customer, day, "Purchase")
                .put("ServiceName", "Microsoft 365")
                .put("ServiceCategory", "Business Applications")
                .put("x_SkuMeterCategory", "Microsoft 365")
                .put("x_SkuMeterName", "Microsoft 365 Business Premium")
                .put("PublisherName", "Microsoft")
                .put("x_PublisherType", "Microsoft")
                .put("ChargeFrequency", "Recurring")
                .put("PricingQuantity", seats)
                .put("PricingUnit", "1 User/Month")
                .costs(amount, amount, amount)
                .event("c" + index + "-" + day + "-licences");
    }

    private ChargeEvent credit(int index, Customer customer, LocalDate day) {
        BigDecimal amount = new BigDecimal("-150");
        return new Columns(customer, day, "Credit")
                .subscription(customer.subscriptions().getFirst())
                .put("ServiceName", "Azure Credit")
                .put("ServiceCategory", "Other")
                .put("PublisherName", "Microsoft")
                .put("ChargeFrequency", "One-Time")
                .costs(amount, amount, amount)
                .event("c" + index + "-" + day + "-credit");
    }
}
