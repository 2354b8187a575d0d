package dev.outlay.budget.budget;

/**
 * The one notification of a budget of reservations.
 *
 * @param notification whom it tells below which percentage of what is reserved
 * @param frequency for how long it is silent then
 */
public record ReservationNotification(Notification notification, TellingFrequency frequency) {}
