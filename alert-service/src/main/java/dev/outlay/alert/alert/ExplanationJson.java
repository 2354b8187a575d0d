package dev.outlay.alert.alert;

import dev.outlay.alert.event.Fields;
import dev.outlay.alert.event.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what has moved a spend; see {@code crossing.v1.schema.json}. */
final class ExplanationJson {

    private ExplanationJson() {}

    /** The explanation of a crossing; empty where there is none, and where it is not as it should be: an alert goes without it rather than not at all. */
    static Optional<Explanation> read(Fields data) {
        try {
            Optional<Fields> found = data.optionalObject("explanation");
            return found.isEmpty() ? Optional.empty() : Optional.of(explanation(found.get()));
        } catch (Unreadable goesWithout) {
            return Optional.empty();
        }
    }

    private static Explanation explanation(Fields fields) throws Unreadable {
        List<Explanation.Group> groups = new ArrayList<>();
        for (Fields each : few(fields, "resourceGroups")) {
            groups.add(new Explanation.Group(
                    each.text("name"), each.optionalText("subscription").orElse(""), amounts(each)));
        }
        return new Explanation(
                days(fields.object("days")),
                days(fields.object("comparedWith")),
                amounts(fields),
                movers(fields, "services", "name"),
                movers(fields, "subscriptions", "id"),
                groups);
    }

    private static List<Explanation.Mover> movers(Fields fields, String list, String name) throws Unreadable {
        List<Explanation.Mover> movers = new ArrayList<>();
        for (Fields each : few(fields, list)) {
            movers.add(new Explanation.Mover(each.text(name), amounts(each)));
        }
        return movers;
    }

    private static List<Fields> few(Fields fields, String list) throws Unreadable {
        List<Fields> few = fields.objects(list);
        if (few.size() > Explanation.MOST) {
            throw new Unreadable(fields.pointer() + "/" + list, "must be a list of at most " + Explanation.MOST);
        }
        return few;
    }

    private static Explanation.Days days(Fields days) throws Unreadable {
        return new Explanation.Days(days.day("start"), days.day("end"));
    }

    private static Explanation.Amounts amounts(Fields fields) throws Unreadable {
        return new Explanation.Amounts(
                fields.decimal("spend"),
                fields.decimal("before"),
                fields.decimal("change"),
                CrossingJson.currency(fields));
    }
}
