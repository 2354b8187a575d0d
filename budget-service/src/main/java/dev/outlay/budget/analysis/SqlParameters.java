package dev.outlay.budget.analysis;

import java.util.ArrayList;
import java.util.List;

/** The values of a statement that is put together: nothing that anybody sent becomes text of a statement. */
public final class SqlParameters {

    private final List<Object> values = new ArrayList<>();

    /** Adds a value; the answer is how the statement names it. */
    public String add(Object value) {
        values.add(value);
        return "?" + values.size();
    }

    /** In the order of their numbers. */
    public List<Object> values() {
        return List.copyOf(values);
    }
}
