package dev.outlay.budget.analysis;

/** A column of an answer. */
public record QueryColumn(String name, Type type) {

    /** With Azure's words. */
    public enum Type {
        NUMBER("Number"),
        STRING("String"),
        DATETIME("Datetime");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
