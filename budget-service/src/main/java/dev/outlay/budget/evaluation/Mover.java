package dev.outlay.budget.evaluation;

import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What moved spends.
 *
 * @param acceptedAt when the oldest charge of the batch was accepted; null when unknown
 * @param span of the batch; invalid where that is not traced
 */
record Mover(Cause cause, @Nullable Instant acceptedAt, Span span) {}
