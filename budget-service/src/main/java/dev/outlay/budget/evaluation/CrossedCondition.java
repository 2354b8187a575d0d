package dev.outlay.budget.evaluation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What a crossing is known by: a budget, one of its periods, and a condition.
 *
 * @param periodStart first day of the period, UTC
 * @param condition as {@link dev.outlay.budget.budget.Budget#condition} names it
 */
record CrossedCondition(UUID budget, LocalDate periodStart, String condition) {

    /** The same whoever finds it and however often. */
    UUID id() {
        String name = budget + "|" + periodStart + "|" + condition;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
