/**
 * The sample partner: who its customers are, what they run, and what each day of it costs. Pure functions of a seed and a date: no clock,
 * no I/O. Names of services and meters are Azure's and the exchange rates are real ones of the past; the partner, its customers, their
 * resources and every amount are made up.
 *
 * <p>Invariant: a charge's id and content depend on the seed, the resource and the day, never on when it is made, so that making it
 * again is making the same.
 */
@NullMarked
package dev.outlay.sample.partner;

import org.jspecify.annotations.NullMarked;
