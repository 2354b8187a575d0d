package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Explanation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How what has moved a spend is said to people, in their language. */
record ExplanationWords(AlertWords words) {

    /** What has changed most, services first; nothing where it is not known. */
    AlertMail.Listed listed(Optional<Explanation> explanation) {
        return explanation.map(this::listed).orElse(AlertMail.Listed.NOTHING);
    }

    private AlertMail.Listed listed(Explanation explanation) {
        List<AlertMail.Row> rows = new ArrayList<>();
        for (Explanation.Mover each : explanation.services()) {
            rows.add(row(named("moved.service", each.name()), each.amounts()));
        }
        for (Explanation.Mover each : explanation.subscriptions()) {
            rows.add(row(named("scope.subscription", each.name()), each.amounts()));
        }
        for (Explanation.Group each : explanation.resourceGroups()) {
            rows.add(row(group(each), each.amounts()));
        }
        String title = words.texts().say("label.moved", Map.of("days", days(explanation.comparedWith())));
        return rows.isEmpty() ? AlertMail.Listed.NOTHING : new AlertMail.Listed(title, List.copyOf(rows), "");
    }

    private String named(String key, String name) {
        return words.texts().say(key, Map.of("name", ReservationWords.oneLine(name)));
    }

    /** By its name alone where charges name no subscription of it. */
    private String group(Explanation.Group group) {
        String name = ReservationWords.oneLine(group.name());
        return group.subscription().isEmpty()
                ? name
                : words.texts()
                        .say(
                                "scope.resourcegroup",
                                Map.of("name", name, "subscription", ReservationWords.oneLine(group.subscription())));
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
