/**
 * Owns how much of what is reserved is used, and who is told when it is too little: the look at the reservations of a budget of category ReservationUtilization, and what it finds; and the warning that such a budget ends. Does not own what such a budget
 * is and where it is kept ({@code budget}), the ledger's tables ({@code ledger}) or how an event is sent ({@code outbox}).
 *
 * <p>Invariants (docs/decisions/0020-used-of-a-reservation-is-its-share-of-cost.md): only days that are complete as a rule count; each reservation is judged by itself; what is told, is told by one transaction of all that find it, with
 * its event in the outbox, and not again under the same condition while the notification is silent; a look counts only of the budget with which it began; an end is warned of once, with its event in the outbox, and while the notification is enabled alone. Tests: {@code ReservationUseTest},
 * {@code UtilizationEventTest}, {@code UtilizationOverHttpTest}, {@code ReservationEndWarningsOverHttpTest}.
 */
@NullMarked
package dev.outlay.budget.reservation;

import org.jspecify.annotations.NullMarked;
