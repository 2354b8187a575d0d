package dev.outlay.budget.evaluation;

import dev.outlay.budget.evaluation.Stated.Content;
import dev.outlay.budget.evaluation.Stated.Invoice;
import dev.outlay.budget.evaluation.Stated.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the ledger has to come to, in the plainest way: the winning statement of each charge in a map, and everything else summed from it anew. It is written from DESIGN.md (sections 4 to 6), not from the code that it is the measure of. */
final class LedgerModel {

    /** What a batch has to be answered with; positions ascending. */
    record Answer(int added, int restated, int repeated, List<Integer> conflicts, List<Integer> otherCurrency) {

        static Answer of(RecordedBatch recorded) {
            return new Answer(
                    recorded.added(),
                    recorded.restated(),
                    recorded.repeated(),
                    recorded.conflicts().stream().sorted().toList(),
                    recorded.otherCurrency().stream()
                            .map(refused -> refused.position())
                            .sorted()
                            .toList());
        }
    }

    /** Dollars for one unit of the currency whose rate comes late. */
    static final BigDecimal RATE = new BigDecimal("0.15625");

    private static final int SCALE = 18;

    private final String account;
    private final String rare;
    private final Map<Integer, Stated> winners = new HashMap<>();
    private final StatedPlaces places;
    private boolean rateIsKnown;
    private int replaced;

    /** @param rare the currency whose rate comes late */
    LedgerModel(String account, String rare) {
        this(account, rare, new StatedPlaces());
    }

    private LedgerModel(String account, String rare, StatedPlaces places) {
        this.account = account;
        this.rare = rare;
        this.places = places;
    }

    LedgerModel copy() {
        LedgerModel copy = new LedgerModel(account, rare, places.copy());
        copy.winners.putAll(winners);
        copy.rateIsKnown = rateIsKnown;
        copy.replaced = replaced;
        return copy;
    }

    /** Takes a batch in. Within it the highest revision of a charge counts, and of two with one revision the first. */
    Answer record(List<Stated> batch) {
        List<Integer> conflicts = new ArrayList<>();
        List<Integer> otherCurrency = new ArrayList<>();
        Map<Integer, Integer> highest = new HashMap<>();
        int repeated = 0;
        for (int position = 0; position < batch.size(); position++) {
            Stated stated = batch.get(position);
            if (!currencyOf(stated)
                    .equals(places.of(stated.content()).inItsCurrency().currency(rare))) {
                otherCurrency.add(position);
                continue;
            }
            Integer other = highest.putIfAbsent(stated.id(), position);
            if (other == null) {
                continue;
            }
            if (contradict(batch.get(other), stated)) {
                conflicts.add(position);
                continue;
            }
            repeated++;
            if (stated.revision() > batch.get(other).revision()) {
                highest.put(stated.id(), position);
            }
        }
        int added = 0;
        int restated = 0;
        for (int position : highest.values()) {
            Stated stated = batch.get(position);
            Stated known = winners.get(stated.id());
            if (known == null) {
                added++;
            } else if (contradict(known, stated)) {
                conflicts.add(position);
                continue;
            } else if (stated.revision() <= known.revision()) {
                repeated++;
                continue;
            } else {
                restated++;
            }
            winners.put(stated.id(), stated);
        }
        replaced += restated;
        return new Answer(added, restated, repeated, conflicts.stream().sorted().toList(), otherCurrency);
    }

    private static boolean contradict(Stated one, Stated other) {
        return one.revision() == other.revision() && !one.content().equals(other.content());
    }

    /** A customer is put on the profile of another invoice, after the last month in which it was billed in another currency; no invoice is closed. */
    void move(String customer, Invoice to) {
        Invoice profile = to.inItsCurrency();
        if (places.isLast(customer, profile)) {
            return;
        }
        List<Stated> its = winners.values().stream()
                .filter(stated -> customer.equals(stated.content().place().customer()))
                .toList();
        LocalDate from = its.stream()
                .filter(stated -> !currencyOf(stated).equals(profile.currency(rare)))
                .map(stated -> stated.content().day().withDayOfMonth(1).plusMonths(1))
                .reduce(places.movableFrom(customer), (one, other) -> one.isAfter(other) ? one : other);
        replaced += (int) its.stream()
                .filter(stated -> !stated.content().day().isBefore(from)
                        && !places.of(stated.content()).profile().equals(profile.profile()))
                .count();
        places.put(customer, from, profile);
    }

    private String currencyOf(Stated stated) {
        return stated.content().invoice().currency(rare);
    }

    /** The rate of the currency that had none: whatever waited for it counts now. */
    void rateComes() {
        if (!rateIsKnown) {
            replaced += waiting();
            rateIsKnown = true;
        }
    }

    /** How many charges have no dollars yet. */
    int waiting() {
        return (int) winners.values().stream()
                .filter(stated -> dollars(
                                stated.content(),
                                stated.content().billed(),
                                stated.content().billedInUsd())
                        == null)
                .count();
    }

    /** How many rows history has to hold. */
    int replaced() {
        return replaced;
    }

    /** Revision and billed amount of every charge. */
    Map<String, String> ledger() {
        Map<String, String> ledger = new TreeMap<>();
        winners.values()
                .forEach(stated -> ledger.put(
                        "charge-" + stated.id(),
                        stated.revision() + " " + plain(stated.content().billed())));
        return ledger;
    }

    /** Each scope's month in each currency, and the quantity that one meter has counted at the account, in none; those at zero are left out. */
    Map<String, String> spends() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Stated stated : winners.values()) {
            Content content = stated.content();
            String currency = content.invoice().currency(rare);
            add(sums, content, "a\n" + account, "USD", content.kind().isOnInvoice() ? usd(content) : null);
            add(
                    sums,
                    content,
                    "p\n" + account + "\n" + account + "-" + places.of(content).profile(),
                    currency,
                    content.kind().isOnInvoice() ? content.billed() : null);
            add(sums, content, "a\n" + account, "XXX", content.counted());
            Place place = content.place();
            if (place.customer() != null) {
                add(
                        sums,
                        content,
                        "c\n" + account + "\n" + place.customer(),
                        currency,
                        content.kind().isAtCustomer() ? content.billed() : null);
            }
            String whose = account + "\n" + Objects.toString(place.customer(), "");
            BigDecimal retail = content.kind() == Stated.Kind.USAGE ? content.list() : null;
            if (place.subscription() != null) {
                add(sums, content, "s\n" + whose + "\n" + place.subscription(), currency, retail);
            }
            if (place.group() != null) {
                add(
                        sums,
                        content,
                        "g\n" + whose + "\n" + place.subscription() + "\n" + place.group(),
                        currency,
                        retail);
            }
        }
        Map<String, String> spends = new TreeMap<>();
        sums.forEach((key, amount) -> {
            if (amount.signum() != 0) {
                spends.put(key, plain(amount));
            }
        });
        return spends;
    }

    private static void add(
            Map<String, BigDecimal> sums, Content content, String scope, String currency, @Nullable BigDecimal amount) {
        if (amount != null) {
            sums.merge(scope + " " + content.day().withDayOfMonth(1) + " " + currency, amount, BigDecimal::add);
        }
    }

    /** Each day's cost by what it is grouped by: how many charges, and their sums. */
    Map<String, String> days() {
        Map<String, List<Content>> groups = new TreeMap<>();
        winners.values().forEach(stated -> {
            Content content = stated.content();
            String group = String.join(
                    " ",
                    content.day().toString(),
                    places.of(content).profile(),
                    Objects.toString(content.place().customer(), "-"),
                    Objects.toString(content.place().subscription(), "-"),
                    Objects.toString(content.place().group(), "-"),
                    content.kind().category().toString(),
                    switch (content.kind()) {
                        case COVERED, UNUSED -> "reservation";
                        default -> "-";
                    },
                    content.invoice().currency(rare));
            groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(content);
        });
        Map<String, String> days = new TreeMap<>();
        groups.forEach((group, contents) -> days.put(group, contents.size() + " " + sums(contents)));
        return days;
    }

    private String sums(List<Content> contents) {
        BigDecimal billed = BigDecimal.ZERO;
        BigDecimal effective = BigDecimal.ZERO;
        BigDecimal retail = BigDecimal.ZERO;
        BigDecimal billedUsd = BigDecimal.ZERO;
        BigDecimal effectiveUsd = BigDecimal.ZERO;
        for (Content content : contents) {
            billed = billed.add(content.billed());
            effective = effective.add(content.effective());
            BigDecimal list = content.kind() == Stated.Kind.USAGE ? content.list() : null;
            retail = retail.add(orZero(list));
            billedUsd = billedUsd.add(orZero(usd(content)));
            effectiveUsd = effectiveUsd.add(orZero(dollars(content, content.effective(), content.effectiveInUsd())));
        }
        return String.join(" ", plain(billed), plain(effective), plain(retail), plain(billedUsd), plain(effectiveUsd));
    }

    private @Nullable BigDecimal usd(Content content) {
        return dollars(content, content.billed(), content.billedInUsd());
    }

    /** What is billed in dollars is in dollars; else what the charge says; else by the rate, once, at scale 18, half-even; else not known. */
    private @Nullable BigDecimal dollars(Content content, BigDecimal amount, @Nullable BigDecimal stated) {
        if (content.invoice() == Invoice.DOLLARS) {
            return amount;
        }
        if (stated != null) {
            return stated;
        }
        return rateIsKnown ? amount.multiply(RATE).setScale(SCALE, RoundingMode.HALF_EVEN) : null;
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    /** Equal amounts have equal text. */
    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
