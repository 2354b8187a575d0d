package dev.outlay.ingest.intake;

import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.charge.Checked;
import dev.outlay.ingest.charge.Problem;
import dev.outlay.ingest.charge.ProblemCode;
import dev.outlay.ingest.publish.RefusedCharge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of the items of one request.
 *
 * @param items one for each item of the request, in its order
 * @param accepted the charges to publish
 */
record Outcome(List<Item> items, List<Charge> accepted) {

    /** What is said about one item. */
    sealed interface Item {
        /** It is published. */
        record Accepted() implements Item {}

        /** It is the same as an earlier one of this request, and not published again. */
        record Duplicate(int of) implements Item {}

        /** It is refused. */
        record Rejected(List<Problem> problems) implements Item {}
    }

    private static final Item ACCEPTED = new Item.Accepted();

    /** What identifies one statement about one charge. */
    private record Statement(String account, String source, String id, int revision) {}

    private record First(int at, Charge charge) {}

    /** Decides on each item, in order: the first of equal ones is accepted, a later one with other content is in conflict. */
    static Outcome of(List<Checked> events) {
        List<Item> items = new ArrayList<>(events.size());
        List<Charge> accepted = new ArrayList<>(events.size());
        Map<Statement, First> firsts = new HashMap<>(events.size() * 2);
        for (Checked event : events) {
            switch (event) {
                case Checked.Rejected rejected -> items.add(new Item.Rejected(rejected.problems()));
                case Checked.Accepted sound -> {
                    Charge charge = sound.charge();
                    Statement statement =
                            new Statement(charge.account(), charge.source(), charge.id(), charge.revision());
                    First first = firsts.putIfAbsent(statement, new First(items.size(), charge));
                    if (first == null) {
                        accepted.add(charge);
                        items.add(ACCEPTED);
                    } else {
                        items.add(repeated(first, charge));
                    }
                }
            }
        }
        return new Outcome(items, accepted);
    }

    /**
     * The same after the broker refused some of the accepted charges for good: these are rejected, and so is what repeats
     * one of them, as nothing of it was published.
     *
     * @param refused by their places in {@link #accepted}
     */
    Outcome without(List<RefusedCharge> refused) {
        if (refused.isEmpty()) {
            return this;
        }
        Map<Integer, RefusedCharge> byPlace = new HashMap<>();
        refused.forEach(charge -> byPlace.put(charge.at(), charge));
        List<Item> told = new ArrayList<>(items.size());
        List<Charge> published = new ArrayList<>(accepted.size());
        int place = 0;
        for (Item item : items) {
            switch (item) {
                case Item.Accepted sent -> {
                    RefusedCharge refusal = byPlace.get(place);
                    if (refusal == null) {
                        published.add(accepted.get(place));
                    }
                    told.add(refusal == null ? sent : byBroker(refusal));
                    place++;
                }
                case Item.Duplicate repeated ->
                    told.add(told.get(repeated.of()) instanceof Item.Rejected first ? first : repeated);
                case Item.Rejected rejected -> told.add(rejected);
            }
        }
        return new Outcome(told, published);
    }

    private static Item.Rejected byBroker(RefusedCharge refusal) {
        return new Item.Rejected(List.of(new Problem(
                ProblemCode.BROKER_REFUSED, "/data", refusal.reason().text())));
    }

    private static Item repeated(First first, Charge charge) {
        if (first.charge().columns().equals(charge.columns())) {
            return new Item.Duplicate(first.at());
        }
        return new Item.Rejected(List.of(new Problem(
                ProblemCode.CONFLICTING_REVISION,
                "/revision",
                "Item " + first.at() + " states the same charge and revision with other content. A restatement has a"
                        + " higher revision.")));
    }

    int rejected() {
        return (int) items.stream().filter(Item.Rejected.class::isInstance).count();
    }

    int duplicates() {
        return (int) items.stream().filter(Item.Duplicate.class::isInstance).count();
    }

    /** Whether there is something, and nothing of it was taken. */
    boolean nothingTaken() {
        return !items.isEmpty() && rejected() == items.size();
    }
}
