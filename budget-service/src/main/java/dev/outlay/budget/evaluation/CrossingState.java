package dev.outlay.budget.evaluation;

import java.util.UUID;

/**
 * That the condition of a recorded crossing is true no more, or is again.
 *
 * @param crossing its id
 * @param budget whose crossing it is
 * @param number of this change among those of the crossing, from 1: of two that are told in any order the higher one holds
 * @param resolved whether the condition is true no more
 */
record CrossingState(UUID crossing, UUID budget, int number, boolean resolved) {}
