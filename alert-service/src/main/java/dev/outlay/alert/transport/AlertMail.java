package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.Occasion;
import dev.outlay.alert.alert.ReservationsUnderused;
import dev.outlay.alert.delivery.Parcel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What an e-mail says, as texts ready to show, in the language of the notification; of a digest each alert in its own.
 *
 * @param language    tag of the language, such as {@code de-de}
 * @param subject     one line
 * @param several     how many alerts there are; empty where it is one
 * @param items       one for each alert
 * @param acknowledge what the link does under which the recipient can say that all of it was seen
 * @param seen        that link; empty where no public address is configured, and in a test
 * @param unsubscribe what the link does under which no more mail about these budgets can be asked for
 * @param link        that link; empty where no public address is configured
 * @param footer      whom it is from
 */
public record AlertMail(
        String language,
        String subject,
        String several,
        List<Item> items,
        String acknowledge,
        String seen,
        String unsubscribe,
        String link,
        String footer) {

    /**
     * One alert.
     *
     * @param headline what happened, in one sentence
     * @param rows     what there is to know, in its order
     * @param listed   what it is about, or what has moved the spend, where that is several things
     * @param notes    that it came late, and what brought the spend there where it was not just cost that came
     * @param link     where the alert can be read; its ARM id where no public address is configured
     */
    public record Item(
            String title,
            String headline,
            List<Row> rows,
            Listed listed,
            List<String> notes,
            String todo,
            String link,
            String why) {}

    /**
     * A list of things.
     *
     * @param title what they are; empty where there are none
     * @param rows  one for each
     * @param more  how many more there are; empty where these are all
     */
    public record Listed(String title, List<Row> rows, String more) {
        static final Listed NOTHING = new Listed("", List.of(), "");
    }

    /** A name and what it has. */
    public record Row(String label, String value, boolean strong) {}

    /** Words a parcel; {@code publicUrl} stands before the links or is empty, {@code seen} and {@code unsubscribe} are such or empty. */
    static AlertMail of(Parcel parcel, String publicUrl, String seen, String unsubscribe) {
        return of(parcel, publicUrl, seen, unsubscribe, crossing -> AlertWords.of(crossing, parcel.receiver()));
    }

    /** The same in English, for whoever runs Outlay. */
    static AlertMail inEnglish(Parcel parcel, String publicUrl) {
        return of(parcel, publicUrl, "", "", crossing -> new AlertWords(MailTexts.english()));
    }

    private static AlertMail of(
            Parcel parcel, String publicUrl, String seen, String unsubscribe, Function<Crossing, AlertWords> language) {
        Crossing first = parcel.crossings().getFirst();
        AlertWords words = language.apply(first);
        int count = parcel.crossings().size();
        String several = count > 1 ? words.texts().say("several", Map.of("count", Integer.toString(count))) : "";
        return new AlertMail(
                words.texts().tag(),
                oneLine(several.isEmpty() ? subject(first, words) : several),
                several,
                parcel.crossings().stream()
                        .map(crossing -> item(crossing, language.apply(crossing), publicUrl))
                        .toList(),
                words.texts().say("acknowledge"),
                seen,
                words.texts().say("unsubscribe"),
                unsubscribe,
                words.texts().say("footer"));
    }

    private static String subject(Crossing crossing, AlertWords words) {
        String name = crossing.budget().name();
        return switch (crossing.occasion()) {
            case Occasion.ThresholdReached ignored ->
                words.texts().say("subject", Map.of("budget", name, "what", words.what(crossing)));
            case Occasion.EndComesNear end ->
                words.texts().say("subject.ending", Map.of("budget", name, "day", words.day(end.lastDay())));
            case ReservationsUnderused under -> {
                String what = new ReservationWords(words).what(crossing, under);
                yield words.texts().say("subject", Map.of("budget", name, "what", what));
            }
        };
    }

    private static Item item(Crossing crossing, AlertWords words, String publicUrl) {
        MailTexts texts = words.texts();
        String title = texts.say("title", Map.of("budget", crossing.budget().name()));
        String link = publicUrl + WebhookMessage.alertPath(crossing);
        return switch (crossing.occasion()) {
            case Occasion.ThresholdReached reached ->
                new Item(
                        title,
                        words.what(crossing),
                        ofThreshold(crossing, words),
                        new ExplanationWords(words).listed(reached.explanation()),
                        Stream.concat(
                                        crossing.late() ? Stream.of(texts.say("late")) : Stream.empty(),
                                        words.cause(crossing).stream())
                                .toList(),
                        texts.say("todo"),
                        link,
                        why(crossing, texts));
            case Occasion.EndComesNear end -> {
                ReservationWords reservations = new ReservationWords(words);
                yield new Item(
                        title,
                        end.watching()
                                .map(watching -> reservations.ending(end.lastDay(), watching))
                                .orElseGet(() -> texts.say("ending", Map.of("day", words.day(end.lastDay())))),
                        end.watching()
                                .map(watching -> reservations.rowsOfEnd(crossing, watching))
                                .orElseGet(() -> ofEnd(crossing, words)),
                        Listed.NOTHING,
                        List.of(),
                        texts.say(end.watching().isPresent() ? "todo.ending.reservations" : "todo.ending"),
                        link,
                        texts.say("why.ending"));
            }
            case ReservationsUnderused under -> {
                ReservationWords reservations = new ReservationWords(words);
                yield new Item(
                        title,
                        reservations.what(crossing, under),
                        reservations.rows(crossing, under),
                        reservations.listed(under),
                        List.of(),
                        texts.say("todo.reservations"),
                        link,
                        why(crossing, texts));
            }
        };
    }

    private static String why(Crossing crossing, MailTexts texts) {
        return texts.say("why", Map.of("notification", crossing.notification().key()));
    }

    private static List<Row> ofThreshold(Crossing crossing, AlertWords words) {
        String spend = words.texts().say(crossing.measure().isPresent() ? "label.used" : "label.spend");
        List<Row> rows = new ArrayList<>(List.of(
                row("label.scope", words.scope(crossing.budget().scope()), words),
                new Row(spend, words.money(crossing.spend(), crossing), true),
                row("label.amount", words.money(crossing.amount(), crossing), words),
                row("label.threshold", words.threshold(crossing), words),
                row("label.period", words.period(crossing.period()), words)));
        rows.addAll(prices(crossing, words));
        rows.add(row("label.crossed", words.moment(crossing.crossedAt()), words));
        return List.copyOf(rows);
    }

    /** Without the amounts of a threshold, and without the moment: nothing was crossed. */
    private static List<Row> ofEnd(Crossing crossing, AlertWords words) {
        List<Row> rows = new ArrayList<>(List.of(
                row("label.scope", words.scope(crossing.budget().scope()), words),
                row("label.period", words.period(crossing.period()), words)));
        rows.addAll(prices(crossing, words));
        return List.copyOf(rows);
    }

    /** A quantity has none. */
    private static List<Row> prices(Crossing crossing, AlertWords words) {
        return crossing.measure().isPresent() ? List.of() : List.of(row("label.prices", words.price(crossing), words));
    }

    static Row row(String label, String value, AlertWords words) {
        return new Row(words.texts().say(label), value, false);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
