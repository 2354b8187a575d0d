package dev.outlay.budget.analysis;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Which of the charges that the scope sees are meant. Values are compared without regard to case, as Azure does and as budgets do. */
public sealed interface QueryFilter {

    /** How a value is compared. */
    enum Operator {
        /** It is one of them. */
        IN("In"),
        /** One of them is a part of it. */
        CONTAINS("Contains");

        private final String label;

        Operator(String label) {
            this.label = label;
        }

        /** Azure's word. */
        public String label() {
            return label;
        }
    }

    /** All hold. */
    record And(List<QueryFilter> parts) implements QueryFilter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one holds. */
    record Or(List<QueryFilter> parts) implements QueryFilter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** It does not hold; so charges without the value are meant, too. */
    record Not(QueryFilter part) implements QueryFilter {}

    /**
     * The value of a subject compares with one of the values.
     *
     * @param values at least one; the empty text stands for having none
     */
    record Leaf(Subject subject, Operator operator, List<String> values) implements QueryFilter {
        public Leaf {
            values = List.copyOf(values);
        }
    }

    /** The same of other subjects. */
    default QueryFilter of(UnaryOperator<Subject> other) {
        return switch (this) {
            case And and ->
                new And(and.parts().stream().map(part -> part.of(other)).toList());
            case Or or -> new Or(or.parts().stream().map(part -> part.of(other)).toList());
            case Not not -> new Not(not.part().of(other));
            case Leaf leaf -> new Leaf(other.apply(leaf.subject()), leaf.operator(), leaf.values());
        };
    }

    /** Whether any of the subjects that it looks at is such. */
    default boolean looksAt(Predicate<Subject> wanted) {
        return switch (this) {
            case And and -> and.parts().stream().anyMatch(part -> part.looksAt(wanted));
            case Or or -> or.parts().stream().anyMatch(part -> part.looksAt(wanted));
            case Not not -> not.part().looksAt(wanted);
            case Leaf leaf -> wanted.test(leaf.subject());
        };
    }
}
