package dev.outlay.alert.alert;

import java.time.Instant;
import java.util.UUID;

/**
 * That the condition of a crossing is true no more, or is again, as the budget service told it.
 *
 * @param crossing  the crossing's id, and the alert's
 * @param resolved  whether the condition is true no more
 * @param number    of this change among those of the crossing, from 1; of two, in whatever order they come, the higher one holds
 * @param changedAt when it was found, UTC
 */
public record CrossingState(UUID crossing, boolean resolved, long number, Instant changedAt) {}
