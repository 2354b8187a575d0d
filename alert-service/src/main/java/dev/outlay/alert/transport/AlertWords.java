package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.scope.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the parts of a crossing are said to people, in their language; times are UTC. */
record AlertWords(MailTexts texts) {

    /** In the language in which a receiver is told. */
    static AlertWords of(Crossing crossing, String receiver) {
        return new AlertWords(MailTexts.of(crossing.notification().localeOf(receiver)));
    }

    /** What the scope is, with its name. */
    String scope(Scope scope) {
        return switch (scope) {
            case Scope.BillingAccount account -> named("scope.billingaccount", account.name());
            case Scope.BillingProfile profile -> named("scope.billingprofile", profile.name());
            case Scope.Customer customer -> named("scope.customer", customer.name());
            case Scope.Subscription subscription -> named("scope.subscription", subscription.subscription());
            case Scope.ResourceGroup group ->
                texts.say("scope.resourcegroup", Map.of("name", group.name(), "subscription", group.subscription()));
        };
    }

    private String named(String key, String name) {
        return texts.say(key, Map.of("name", name));
    }

    /** {@code CHF 80.10 of CHF 100.00 spent, over 80%}, or {@code at 80%} where reaching it was the condition. */
    String what(Crossing crossing) {
        boolean over = crossing.notification().operator().equals("GreaterThan");
        return texts.say(
                (crossing.measure().isPresent()
                                ? "used"
                                : crossing.notification().thresholdType().toLowerCase(Locale.ROOT))
                        + (over ? ".over" : ".at"),
                Map.of(
                        "spend", money(crossing.reached(), crossing),
                        "amount", money(crossing.amount(), crossing),
                        "threshold", percent(crossing.notification().threshold())));
    }

    /** The threshold in percent of the budget and as an amount. */
    String threshold(Crossing crossing) {
        return percent(crossing.notification().threshold()) + " = " + money(crossing.thresholdAmount(), crossing);
    }

    /** A percentage. */
    String percent(BigDecimal percent) {
        return MoneyText.percent(percent, texts.locale());
    }

    /** An amount in the currency of the crossing, or in the unit of what was used. */
    String money(BigDecimal amount, Crossing crossing) {
        return crossing.measure()
                .map(measure -> MoneyText.quantity(amount, measure, texts.locale()))
                .orElseGet(() -> money(amount, crossing.currency()));
    }

    /** An amount in a currency. */
    String money(BigDecimal amount, String currency) {
        return MoneyText.amount(amount, currency, texts.locale());
    }

    /** A day, which is one in UTC. */
    String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(texts.locale())
                .format(day);
    }

    /** A moment, to the second. */
    String moment(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                        .withLocale(texts.locale())
                        .format(moment.atOffset(ZoneOffset.UTC))
                + " UTC";
    }

    /** {@code Monthly, November 1, 2026 to November 30, 2026 (days in UTC)}, or just the day where the period is one. */
    String period(Crossing.Period period) {
        String grain = texts.say("grain." + period.timeGrain().toLowerCase(Locale.ROOT));
        return period.start().equals(period.lastDay())
                ? texts.say("period.day", Map.of("grain", grain, "day", day(period.start())))
                : texts.say(
                        "period.days",
                        Map.of("grain", grain, "first", day(period.start()), "last", day(period.lastDay())));
    }

    /** Which price the amounts are in. */
    String price(Crossing crossing) {
        String price = texts.say(crossing.priceView().equals("Retail") ? "price.retail" : "price.invoiced");
        return crossing.metric().equals("Amortized") ? texts.say("price.amortized", Map.of("price", price)) : price;
    }

    /** What brought the spend there, where it was not just cost that came. */
    Optional<String> cause(Crossing crossing) {
        return switch (crossing.cause()) {
            case CHARGES -> Optional.empty();
            case RATE, RECLASSIFICATION, EVALUATION ->
                Optional.of(texts.say("cause." + crossing.cause().word()));
        };
    }
}
