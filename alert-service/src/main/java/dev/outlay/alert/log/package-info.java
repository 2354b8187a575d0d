/**
 * How log lines are found again: the names beside a message. Owns the vocabulary. Does not own what is said where, nor the form of a line,
 * which the settings of Quarkus choose ({@code OUTLAY_LOG_FORMAT}).
 */
@NullMarked
package dev.outlay.alert.log;

import org.jspecify.annotations.NullMarked;
