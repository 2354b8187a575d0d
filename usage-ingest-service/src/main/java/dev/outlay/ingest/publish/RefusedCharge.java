package dev.outlay.ingest.publish;

/**
 * A charge that the broker will never take as it is.
 *
 * @param at its place among the charges that were published together
 * @param reason why, and what to do about it
 */
public record RefusedCharge(int at, BrokerRefused reason) {}
