package dev.outlay.sample.partner;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a resource uses in a day and what that costs. */
final class Usage {
    private static final YearMonth GROWTH_BEGINS = YearMonth.of(2025, 1);
    private static final BigDecimal PARTNER_EARNED_CREDIT = new BigDecimal("15");
    private static final BigDecimal BILLED_SHARE = new BigDecimal("0.85");
    private static final BigDecimal RESERVED_SHARE = new BigDecimal("0.62");
    private static final BigDecimal HOURS = new BigDecimal("24");

    private final Seed seed;

    Usage(Seed seed) {
        this.seed = seed;
    }

    /** Every charge of a resource for a day. */
    List<ChargeEvent> of(Customer customer, Subscription subscription, Resource resource, LocalDate day) {
        if (resource.reserved()) {
            return reserved(customer, subscription, resource, day);
        }
        return List.of(metered(customer, subscription, resource, day, quantity(customer, resource, day))
                .event(resource.key() + "-" + day));
    }

    /** A part of a day's use, under an id of its own; for charges that arrive while the day goes on. */
    ChargeEvent part(Customer customer, Subscription subscription, Resource resource, LocalDate day, String id) {
        BigDecimal quantity = quantity(customer, resource, day)
                .divide(new BigDecimal("96"), 6, RoundingMode.HALF_EVEN)
                .max(new BigDecimal("0.000001"));
        return metered(customer, subscription, resource, day, quantity).event(id);
    }

    private static Columns metered(
            Customer customer, Subscription subscription, Resource resource, LocalDate day, BigDecimal quantity) {
        BigDecimal list = quantity.multiply(new BigDecimal(resource.meter().listUnitPriceUsd));
        BigDecimal billed = list.multiply(BILLED_SHARE);
        return new Columns(customer, day, "Usage")
                .resource(subscription, resource)
                .put("ChargeFrequency", "Usage-Based")
                .put("PricingCategory", "Standard")
                .put("x_PricingModel", "OnDemand")
                .put("PricingQuantity", quantity)
                .put("x_PartnerCreditApplied", true)
                .put("x_PartnerCreditRate", PARTNER_EARNED_CREDIT)
                .costs(billed, billed, list);
    }

    /** The reservation is paid for on the first of the month: what it covers costs nothing more, what nobody uses is lost. */
    private List<ChargeEvent> reserved(Customer customer, Subscription subscription, Resource resource, LocalDate day) {
        BigDecimal hours = isWeekend(day) ? new BigDecimal("15") : HOURS;
        BigDecimal price = new BigDecimal(resource.meter().listUnitPriceUsd);
        List<ChargeEvent> charges = new ArrayList<>();
        charges.add(committed(customer, subscription, resource, day, "Used")
                .resource(subscription, resource)
                .put("PricingQuantity", hours)
                .costs(BigDecimal.ZERO, hours.multiply(price).multiply(RESERVED_SHARE), hours.multiply(price))
                .event(resource.key() + "-" + day));
        BigDecimal unused = HOURS.subtract(hours);
        if (unused.signum() > 0) {
            charges.add(committed(customer, subscription, resource, day, "Unused")
                    .meter(resource.meter())
                    .put("PricingQuantity", unused)
                    .costs(BigDecimal.ZERO, unused.multiply(price).multiply(RESERVED_SHARE), BigDecimal.ZERO)
                    .event(resource.key() + "-" + day + "-unused"));
        }
        return charges;
    }

    private Columns committed(
            Customer customer, Subscription subscription, Resource resource, LocalDate day, String status) {
        return Reservation.of(seed, resource)
                .columns(new Columns(customer, day, "Usage").subscription(subscription))
                .put("ChargeFrequency", "Usage-Based")
                .put("PricingCategory", "Committed")
                .put("x_PricingModel", "Reservation")
                .put("CommitmentDiscountStatus", status)
                .put("x_PartnerCreditApplied", false);
    }

    private BigDecimal quantity(Customer customer, Resource resource, LocalDate day) {
        long months = ChronoUnit.MONTHS.between(GROWTH_BEGINS, YearMonth.from(day));
        double piled = resource.meter().rhythm == Meter.Rhythm.GROWING ? 0.03 : 0;
        double quantity = resource.meter().unitsPerDay
                * resource.size()
                * Math.pow(1 + customer.growth() + piled, months)
                * ofWeek(resource.meter().rhythm, day)
                * seed.between(resource.key() + " " + day, 0.92, 1.08);
        return new BigDecimal(quantity, MathContext.DECIMAL64).setScale(6, RoundingMode.HALF_EVEN);
    }

    private static double ofWeek(Meter.Rhythm rhythm, LocalDate day) {
        if (!isWeekend(day)) {
            return rhythm == Meter.Rhythm.OFFICE ? 0.55 : 1;
        }
        return switch (rhythm) {
            case STEADY, GROWING -> 1;
            case OFFICE -> 0.15;
            case BUSY -> 0.6;
        };
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
