package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.delivery.Parcel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What an e-mail says, as texts ready to show: amounts in the reader's number format, times in UTC.
 *
 * @param subject one line
 * @param items   one for each alert
 * @param unsubscribe where no more mail about these budgets can be asked for; empty where no public address is configured
 */
public record AlertMail(String subject, List<Item> items, String unsubscribe) {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * One alert.
     *
     * @param headline  what happened, in one sentence
     * @param threshold empty where it is told that the budget ends; so are spend and amount
     * @param late      that the period had ended; empty where it had not
     * @param cause     what brought the spend there, where it was not just cost that came; empty where it was
     * @param link      where the alert can be read; its ARM id where no public address is configured
     */
    public record Item(
            String budget,
            String headline,
            String scope,
            String spend,
            String amount,
            String threshold,
            String period,
            String price,
            String why,
            String late,
            String cause,
            String crossedAt,
            String link) {}

    /** Words a parcel; {@code publicUrl} stands before the links or is empty. */
    static AlertMail of(Parcel parcel, String publicUrl, String unsubscribe) {
        List<Item> items = parcel.crossings().stream()
                .map(crossing -> item(crossing, publicUrl))
                .toList();
        boolean several = items.size() > 1;
        String subject = several
                ? items.size() + " budgets have crossed a threshold"
                : subject(parcel.crossings().getFirst());
        return new AlertMail(oneLine(subject), items, unsubscribe);
    }

    private static String subject(Crossing crossing) {
        if (crossing.endsOn().isPresent()) {
            return "Budget " + crossing.budget().name() + " ends on "
                    + crossing.endsOn().get();
        }
        Locale locale = MoneyText.locale(crossing.notification().locale());
        return "Budget " + crossing.budget().name() + ": " + spendOfAmount(crossing, locale) + ", "
                + AlertWords.passed(crossing, locale);
    }

    private static String spendOfAmount(Crossing crossing, Locale locale) {
        return MoneyText.amount(crossing.spend(), crossing.currency(), locale) + " of "
                + MoneyText.number(crossing.amount(), crossing.currency(), locale) + " "
                + AlertWords.spent(crossing);
    }

    /** That a budget ends, without the amounts of a threshold. */
    private static Item ending(Crossing crossing, LocalDate last, String publicUrl) {
        return new Item(
                crossing.budget().name(),
                "It ends on " + last
                        + " (UTC). From the day after nobody is told any more, and it can only be read or deleted.",
                AlertWords.scope(crossing.budget().scope()),
                "",
                "",
                "",
                AlertWords.period(crossing.period()),
                AlertWords.price(crossing),
                "You get this because a notification of this budget names you.",
                "",
                "",
                moment(crossing.crossedAt()),
                publicUrl + WebhookMessage.alertPath(crossing));
    }

    private static Item item(Crossing crossing, String publicUrl) {
        if (crossing.endsOn().isPresent()) {
            return ending(crossing, crossing.endsOn().get(), publicUrl);
        }
        Locale locale = MoneyText.locale(crossing.notification().locale());
        return new Item(
                crossing.budget().name(),
                spendOfAmount(crossing, locale) + ", " + AlertWords.passed(crossing, locale) + ".",
                AlertWords.scope(crossing.budget().scope()),
                MoneyText.amount(crossing.spend(), crossing.currency(), locale),
                MoneyText.amount(crossing.amount(), crossing.currency(), locale),
                AlertWords.percent(crossing.notification().threshold(), locale) + " = "
                        + MoneyText.amount(crossing.thresholdAmount(), crossing.currency(), locale),
                AlertWords.period(crossing.period()),
                AlertWords.price(crossing),
                why(crossing, locale),
                crossing.late() ? "The period had already ended when this became known." : "",
                AlertWords.cause(crossing),
                moment(crossing.crossedAt()),
                publicUrl + WebhookMessage.alertPath(crossing));
    }

    private static String why(Crossing crossing, Locale locale) {
        String condition =
                switch (crossing.notification().operator()) {
                    case "GreaterThan" -> "passes";
                    default -> "reaches";
                };
        return "You get this because the notification "
                + crossing.notification().key()
                + " of this budget names you: it tells when what is " + AlertWords.spent(crossing) + " " + condition
                + " "
                + AlertWords.percent(crossing.notification().threshold(), locale) + " of the budget.";
    }

    private static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
