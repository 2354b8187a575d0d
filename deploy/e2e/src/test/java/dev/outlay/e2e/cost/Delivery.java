package dev.outlay.e2e.cost;

import java.math.BigDecimal;

/**
 * What became of telling one receiver of one alert.
 *
 * @param alert      the alert's id
 * @param percentage of the budget's amount, at which it was crossed
 * @param kind       {@code email} or {@code webhook}
 * @param state      as the alert service keeps it
 * @param reason     why it has not been told; empty where it was
 */
public record Delivery(String alert, BigDecimal percentage, String kind, String state, String reason) {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    /** @param row all of it, with a space between each two */
    static Delivery of(String row) {
        String[] columns = row.split(" ", 5);
        return new Delivery(
                columns[0], new BigDecimal(columns[1]), columns[2], columns[3], columns.length > 4 ? columns[4] : "");
    }

    /** Whether it says that a part of the amount is spent, which is of no use to who is told that the whole is. */
    boolean isPart() {
        return percentage.compareTo(WHOLE) < 0;
    }

    boolean isDelivered() {
        return state.equals("Delivered");
    }

    boolean isDeliveredWebhook() {
        return isDelivered() && kind.equals("webhook");
    }

    boolean isDeliveredMail() {
        return isDelivered() && kind.equals("email");
    }

    /** Whether all that was to be done is done. */
    boolean isOver() {
        return isDelivered() || (isPart() && state.equals("Muted") && reason.equals("inhibited"));
    }
}
