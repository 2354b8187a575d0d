package dev.outlay.ingest.charge;

import java.util.ArrayList;
import java.util.List;

/** The problems of one item. Bounded, since a sender who is wrong {@value #MAX} times knows enough. */
final class Problems {
    static final int MAX = 100;

    private final List<Problem> problems = new ArrayList<>(0);

    void add(Problem problem) {
        if (problems.size() < MAX) {
            problems.add(problem);
        }
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Whether a problem of that column, or of the data as a whole, is known. */
    boolean touch(Column column) {
        if (problems.isEmpty()) {
            return false;
        }
        String path = "/data/" + column.text();
        return problems.stream()
                .anyMatch(
                        problem -> problem.path().equals(path) || problem.path().equals("/data"));
    }

    List<Problem> all() {
        return problems;
    }
}
