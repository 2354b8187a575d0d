package dev.outlay.budget.arm;

import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListQuestion.Comparison;
import dev.outlay.budget.listing.ListQuestion.Relation;
import dev.outlay.budget.listing.ListedFields;
import dev.outlay.budget.refusal.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The part of OData's {@code $filter} that lists understand: fields compared with texts by {@code eq}, {@code ne}, {@code lt}, {@code le}, {@code gt} and {@code ge}, {@code
 * contains(field, 'text')} and {@code startswith(field, 'text')}, several of them joined by {@code and}.
 */
final class ListFilter {

    private static final int LONGEST = 2_048;
    private static final int MOST = 20;
    private static final int DAY = "2026-01-31".length();
    private static final String PROPERTIES = "properties/";

    /** As az asks for somebody's role assignments; Azure's answer has those of its groups too, which are not known here. */
    private static final String ASSIGNED_TO = "assignedTo";

    private static final String PRINCIPAL = "principalId";

    private final FieldNames names;
    private final ODataText text;
    private final List<Comparison> found = new ArrayList<>();

    private ListFilter(String filter, FieldNames names) {
        this.names = names;
        this.text = new ODataText(filter, () -> refused(names));
    }

    /** Fails with a refusal that says what can be named. An empty text takes everything. */
    static List<Comparison> read(String filter, FieldNames names) {
        if (filter.isBlank()) {
            return List.of();
        }
        if (filter.length() > LONGEST) {
            throw refused(names);
        }
        return new ListFilter(filter, names).conditions();
    }

    /** A field's name without what Azure may write before it. */
    static String bare(String name) {
        return name.regionMatches(true, 0, PROPERTIES, 0, PROPERTIES.length())
                ? name.substring(PROPERTIES.length())
                : name;
    }

    private List<Comparison> conditions() {
        condition();
        for (int count = 1; !text.isAtEnd(); count++) {
            if (count == MOST || !text.name().equalsIgnoreCase("and")) {
                throw refused(names);
            }
            condition();
        }
        return List.copyOf(found);
    }

    private void condition() {
        String name = text.name();
        if (text.takes("(")) {
            function(name);
        } else {
            String field = field(name);
            Relation relation = relation(text.name());
            String value = text.value();
            if (names.days().contains(field)) {
                requireDay(value);
            }
            found.add(new Comparison(field, relation, value));
        }
    }

    private void function(String name) {
        Optional<String> asked = names.asked(name);
        if (asked.isPresent() && text.takes(")")) {
            found.add(new Comparison(asked.get(), Relation.EQ, ListedFields.FULFILLED));
            return;
        }
        if (name.equalsIgnoreCase(ASSIGNED_TO) && names.chosen().contains(PRINCIPAL)) {
            found.add(new Comparison(PRINCIPAL, Relation.EQ, text.quotedValue()));
            text.word(")");
            return;
        }
        Relation relation =
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "contains" -> Relation.CONTAINS;
                    case "startswith" -> Relation.STARTSWITH;
                    default -> throw refused(names);
                };
        String field = field(text.name());
        text.word(",");
        found.add(new Comparison(field, relation, text.quotedValue()));
        text.word(")");
    }

    private Relation relation(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "eq", "ne", "lt", "le", "gt", "ge" -> Relation.valueOf(word.toUpperCase(Locale.ROOT));
            default -> throw refused(names);
        };
    }

    private void requireDay(String value) {
        try {
            if (value.length() == DAY) {
                LocalDate.parse(value);
                return;
            }
        } catch (DateTimeException noDay) {
            // Answered below, as what has another length.
        }
        throw refused(names);
    }

    private String field(String name) {
        Optional<String> known = names.chosen(bare(name));
        return known.orElseThrow(() -> refused(names));
    }

    private static RuntimeException refused(FieldNames names) {
        String days = names.days().isEmpty() ? "" : " (" + String.join(", ", names.days()) + " with a day, YYYY-MM-DD)";
        String asked = names.asked().isEmpty() ? "" : ", or asks " + String.join("(), ", names.asked()) + "()";
        return Refusal.badRequest("$filter of " + names.things() + " compares " + String.join(", ", names.chosen())
                        + " by eq, ne, lt, le, gt or ge with a text in quotes" + days
                        + ", or asks contains(field, 'text') or"
                        + " startswith(field, 'text')" + asked + "; at most " + MOST
                        + " conditions are joined by and. There is no or and no not.")
                .exception();
    }
}
