package dev.outlay.alert.alert;

import java.time.Instant;

/**
 * That a recipient has said of an alert that it was seen.
 *
 * @param kind     of the delivery in which it was told: {@code email} or {@code webhook}
 * @param receiver as that names it: an e-mail address, or the id of an action group and the receiver's name
 * @param partners whether the recipient is the partner's: then no customer is shown who it is
 * @param at       when, UTC
 */
public record Acknowledgement(String kind, String receiver, boolean partners, Instant at) {}
