package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Explanation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How what has moved a spend is said to people, in their language. */
record ExplanationWords(AlertWords words) {

    /** All of it, then what has changed most, services first; nothing where it is not known. A name of which nothing can be shown is left out. */
    AlertMail.Listed listed(Optional<Explanation> explanation) {
        return explanation.map(this::listed).orElse(AlertMail.Listed.NOTHING);
    }

    private AlertMail.Listed listed(Explanation explanation) {
        List<AlertMail.Row> rows = new ArrayList<>();
        rows.add(row(words.texts().say("label.spend"), explanation.all()));
        explanation.services().forEach(each -> add(rows, "moved.service", each));
        explanation.subscriptions().forEach(each -> add(rows, "scope.subscription", each));
        for (Explanation.Group each : explanation.resourceGroups()) {
            String name = ReservationWords.oneLine(each.name());
            if (!name.isEmpty()) {
                rows.add(row(group(name, ReservationWords.oneLine(each.subscription())), each.amounts()));
            }
        }
        String title = words.texts().say("label.moved", Map.of("days", days(explanation.comparedWith())));
        return new AlertMail.Listed(title, List.copyOf(rows), "");
    }

    private void add(List<AlertMail.Row> rows, String key, Explanation.Mover mover) {
        String name = ReservationWords.oneLine(mover.name());
        if (!name.isEmpty()) {
            rows.add(row(words.texts().say(key, Map.of("name", name)), mover.amounts()));
        }
    }

    /** By its name alone where charges name no subscription of it. */
    private String group(String name, String subscription) {
        return subscription.isEmpty()
                ? name
                : words.texts().say("scope.resourcegroup", Map.of("name", name, "subscription", subscription));
    }

    private AlertMail.Row row(String label, Explanation.Amounts amounts) {
        BigDecimal change = amounts.change();
        String value = words.texts()
                .say(
                        change.signum() < 0 ? "moved.less" : "moved.more",
                        Map.of(
                                "spend", words.money(amounts.spend(), amounts.currency()),
                                "change", words.money(change.abs(), amounts.currency())));
        return new AlertMail.Row(label, value, false);
    }

    private String days(Explanation.Days days) {
        return days.start().equals(days.lastDay())
                ? words.day(days.start())
                : words.day(days.start()) + " – " + words.day(days.lastDay());
    }
}
