package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.Occasion;
import dev.outlay.alert.alert.ReservationsUnderused;
import dev.outlay.alert.alert.ReservationsUnderused.Reservation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How reservations that are used too little, and the end of a budget that watches for them, are said to people, in their language. */
record ReservationWords(AlertWords words) {

    /** {@code reservations used less than 90%: 2 of 5, the least 41.67%}. */
    String what(Crossing crossing, ReservationsUnderused under) {
        return words.texts()
                .say(
                        "reservations.what",
                        Map.of(
                                "threshold",
                                        words.percent(crossing.notification().threshold()),
                                "count", Long.toString(under.below()),
                                "seen", Long.toString(under.seen()),
                                "utilization", words.percent(crossing.spend())));
    }

    /** What there is to know beside the reservations themselves. */
    List<AlertMail.Row> rows(Crossing crossing, ReservationsUnderused under) {
        return List.of(
                AlertMail.row("label.scope", words.scope(crossing.budget().scope()), words),
                new AlertMail.Row(words.texts().say("label.utilization"), words.percent(crossing.spend()), true),
                AlertMail.row(
                        "label.threshold", words.percent(crossing.notification().threshold()), words),
                AlertMail.row("label.period", words.period(crossing.period()), words),
                AlertMail.row("label.prices", words.price(crossing), words),
                AlertMail.row("label.again", again(crossing, under), words));
    }

    /** That a budget ends, and of what nobody is told then. */
    String ending(LocalDate lastDay, Occasion.OfReservations watching) {
        return words.texts()
                .say(
                        "ending.reservations",
                        Map.of("day", words.day(lastDay), "threshold", words.percent(watching.threshold())));
    }

    /** What a budget that ends watches: it has no amount and no spend, and so is at no price either. */
    List<AlertMail.Row> rowsOfEnd(Crossing crossing, Occasion.OfReservations watching) {
        return List.of(
                AlertMail.row("label.scope", words.scope(crossing.budget().scope()), words),
                AlertMail.row("label.threshold", words.percent(watching.threshold()), words),
                AlertMail.row("label.period", grain(watching.timeGrain()), words));
    }

    private String grain(String word) {
        return words.texts().say("grain." + word.toLowerCase(Locale.ROOT));
    }

    private String again(Crossing crossing, ReservationsUnderused under) {
        LocalDate found = LocalDate.ofInstant(crossing.crossedAt(), ZoneOffset.UTC);
        return words.texts()
                .say(
                        "again",
                        Map.of(
                                "frequency", grain(under.frequency().word()),
                                "day", words.day(under.frequency().after(found))));
    }

    /** The reservations, the least used first. */
    AlertMail.Listed listed(ReservationsUnderused under) {
        return new AlertMail.Listed(
                words.texts().say("label.reservations"),
                under.reservations().stream().map(this::row).toList(),
                under.more() == 0
                        ? ""
                        : words.texts().say("reservations.more", Map.of("count", Long.toString(under.more()))));
    }

    private AlertMail.Row row(Reservation reservation) {
        String name = oneLine(reservation.shownName());
        return new AlertMail.Row(
                name.isEmpty() ? oneLine(reservation.id()) : name,
                words.texts()
                        .say(
                                "reservation",
                                Map.of(
                                        "utilization", words.percent(reservation.utilization()),
                                        "unused", words.money(reservation.unused(), reservation.currency()))),
                false);
    }

    /** A name is whoever's who gave it: no line of it may look like one of the mail, nor may it run backwards. */
    static String oneLine(String name) {
        return name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
    }
}
