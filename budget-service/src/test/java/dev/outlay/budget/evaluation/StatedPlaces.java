package dev.outlay.budget.evaluation;

import dev.outlay.budget.evaluation.Stated.Content;
import dev.outlay.budget.evaluation.Stated.Invoice;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** On whose invoices customers were put, each from a month on; for {@link LedgerModel}. Written from docs/decisions, 19 and 21. */
final class StatedPlaces {

    private static final LocalDate ALWAYS = LocalDate.of(1, 1, 1);

    private final Map<String, NavigableMap<LocalDate, Invoice>> byCustomer = new HashMap<>();

    StatedPlaces copy() {
        StatedPlaces copy = new StatedPlaces();
        byCustomer.forEach((customer, places) -> copy.byCustomer.put(customer, new TreeMap<>(places)));
        return copy;
    }

    /** Whether a customer was put there last. */
    boolean isLast(String customer, Invoice invoice) {
        NavigableMap<LocalDate, Invoice> places = of(customer);
        return !places.isEmpty() && places.lastEntry().getValue() == invoice;
    }

    /** From when on a customer can be put elsewhere: never before the last time, and all months the first time. */
    LocalDate movableFrom(String customer) {
        NavigableMap<LocalDate, Invoice> places = of(customer);
        return places.isEmpty() ? ALWAYS : places.lastKey();
    }

    void put(String customer, LocalDate from, Invoice invoice) {
        NavigableMap<LocalDate, Invoice> places = new TreeMap<>(of(customer).headMap(from, false));
        places.put(from, invoice);
        byCustomer.put(customer, places);
    }

    /** On whose invoice a charge is: what was said of its customer goes before what its source says. */
    Invoice of(Content content) {
        String customer = content.place().customer();
        Map.Entry<LocalDate, Invoice> stated =
                customer == null ? null : of(customer).floorEntry(content.day());
        return stated == null ? content.invoice() : stated.getValue();
    }

    private NavigableMap<LocalDate, Invoice> of(String customer) {
        return byCustomer.getOrDefault(customer, new TreeMap<>());
    }
}
