package dev.outlay.sample.partner;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The charges of the sample partner, day by day, and those that arrive while a day goes on. */
public final class Charges {
    private final Partner partner;
    private final Usage usage;
    private final Purchases purchases;

    /** The charges of a partner. */
    public Charges(Partner partner) {
        this.partner = partner;
        this.usage = new Usage(partner.seed());
        this.purchases = new Purchases(partner.seed());
    }

    /** First day of the history that a day looks back on: thirteen months, the current one included. */
    public static LocalDate firstDay(LocalDate today) {
        return today.withDayOfMonth(1).minusMonths(12);
    }

    /** Every charge of a day, of every customer. */
    public List<ChargeEvent> of(LocalDate day) {
        List<ChargeEvent> charges = new ArrayList<>();
        for (int index = 0; index < partner.customers().size(); index++) {
            charges.addAll(of(index, day));
        }
        return charges;
    }

    private List<ChargeEvent> of(int index, LocalDate day) {
        Customer customer = partner.customers().get(index);
        List<ChargeEvent> charges = new ArrayList<>(purchases.of(index, customer, day));
        for (Subscription subscription : customer.subscriptions()) {
            for (Resource resource : subscription.resources()) {
                charges.addAll(usage.of(customer, subscription, resource, day));
            }
        }
        return charges;
    }

    /**
     * A quarter of an hour's use of some metered resource of a customer: what a live stream consists of.
     *
     * @param customer index of the customer
     * @param draw chooses the resource; any number
     * @param id the charge's id
     */
    public ChargeEvent live(int customer, int draw, LocalDate day, String id) {
        Customer owner = partner.customers().get(customer);
        Subscription subscription = owner.subscriptions()
                .get(Math.floorMod(draw, owner.subscriptions().size()));
        List<Resource> metered = subscription.resources().stream()
                .filter(resource -> !resource.reserved())
                .toList();
        Resource resource = metered.get(Math.floorMod(draw / 7, metered.size()));
        return usage.part(owner, subscription, resource, day, id);
    }

    /** What a customer is billed for a month's usage and purchases, in the currency of its profile; credits do not count. */
    public BigDecimal billed(int customer, YearMonth month) {
        return sum(customer, month, "BilledCost");
    }

    /** What all customers are billed for a month's usage and purchases, in US dollars; credits do not count. */
    public BigDecimal billedInUsd(YearMonth month) {
        return IntStream.range(0, partner.customers().size())
                .mapToObj(customer -> sum(customer, month, "x_BilledCostInUsd"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal sum(int customer, YearMonth month, String column) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
            for (ChargeEvent charge : of(customer, day)) {
                if (!"Credit".equals(charge.data().get("ChargeCategory"))) {
                    sum = sum.add((BigDecimal) charge.data().getOrDefault(column, BigDecimal.ZERO));
                }
            }
        }
        return sum;
    }
}
