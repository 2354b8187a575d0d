package dev.outlay.budget.stream;

/**
 * Why a record is no charge.
 *
 * @param code for machines, for instance Missing
 * @param path JSON pointer into the event
 * @param message for people, with what to do
 */
record ChargeProblem(String code, String path, String message) {}
