package dev.outlay.budget.listing;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The fields of a list, as the database knows them.
 *
 * @param things what is listed, as a message says it
 * @param fields each once
 * @param searched names of the fields in which a search looks
 * @param asked what a filter may ask without an argument, by its name: a text that is {@link #FULFILLED} where a thing fulfils it
 */
public record ListedFields(String things, List<Field> fields, List<String> searched, List<Field> asked) {

    /** What the text of something that is asked without an argument is, where a thing fulfils it. */
    public static final String FULFILLED = "true";

    /**
     * A field.
     *
     * @param name as answers call it, without {@code properties/}
     * @param sql a text that is never null, made of the columns of the list's statement
     * @param within what a comparison stands in, at {@code {}}: that alone for a field that a thing has once
     */
    public record Field(String name, String sql, String within) {

        public Field(String name, String sql) {
            this(name, sql, "{}");
        }

        boolean isOrdered() {
            return within.equals("{}");
        }
    }

    public ListedFields(String things, List<Field> fields, List<String> searched) {
        this(things, fields, searched, List.of());
    }

    /** What a question may name. */
    public FieldNames names() {
        return new FieldNames(
                things,
                fields.stream().map(Field::name).toList(),
                fields.stream().filter(Field::isOrdered).map(Field::name).toList(),
                List.of(),
                asked.stream().map(Field::name).toList());
    }

    /** @throws NoSuchElementException for a name that {@link #names()} has not */
    Field field(String name) {
        return Stream.concat(fields.stream(), asked.stream())
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no field of " + things + " is called " + name));
    }
}
