/**
 * When a recipient of mail wants to be told: at once, hourly or daily, and not in quiet hours. Owns the table {@code recipient} and the
 * rule of when a mail may go. What becomes of a mail that waits is of {@code delivery}.
 */
@NullMarked
package dev.outlay.alert.recipient;

import org.jspecify.annotations.NullMarked;
