package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.running.Repository;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail says of reservations that are used too little, and of the end of a budget that watches for that. */
class ReservationMailTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static AlertMail mail(String locale, Consumer<ObjectNode> change) throws Exception {
        return ofExample("reservation-utilization", data -> {
            ((ObjectNode) data.get("notification")).put("locale", locale);
            change.accept(data);
        });
    }

    private static AlertMail ending(String locale, Consumer<ObjectNode> change) throws Exception {
        return ofExample("budget-ending-reservations", data -> {
            ((ObjectNode) data.get("contacts")).put("locale", locale);
            change.accept(data);
        });
    }

    private static AlertMail ofExample(String example, Consumer<ObjectNode> change) throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(Repository.root()
                .resolve("deploy/contracts/examples/" + example + ".json")
                .toFile());
        change.accept((ObjectNode) event.get("data"));
        return AlertMail.of(
                new Parcel(
                        UUID.randomUUID(),
                        "a@b.example",
                        "a@b.example",
                        List.of(),
                        BodyFormat.CLOUD_EVENTS,
                        false,
                        Instant.EPOCH,
                        List.of(CrossingJson.read(
                                CloudEvent.structured(event.toString().getBytes(StandardCharsets.UTF_8))))),
                "https://outlay.example",
                "",
                "");
    }

    private static AlertMail named(String reservation) throws Exception {
        return mail("en-us", data -> ((ObjectNode) data.at("/reservations/0")).put("name", reservation));
    }

    /** With the spaces that do not break as plain ones. */
    private static String plain(String text) {
        return text.replaceAll("[\u00a0\u202f]", " ");
    }

    @Test
    void itSaysWhichWereUsedHowMuchWhatTheRestCostAndWhenItIsToldAgain() throws Exception {
        AlertMail mail = mail("en-us", data -> {});
        AlertMail.Item item = mail.items().getFirst();

        assertThat(mail.subject())
                .isEqualTo("Budget alpine-reservations: reservations used less than 90%: 2 of 5, the least 41.67%");
        assertThat(item.rows())
                .extracting(row -> row.label() + ": " + row.value())
                .containsExactly(
                        "Scope: customer 2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f",
                        "Least used: 41.67%",
                        "Threshold: 90%",
                        "Period: Last 7 days, November 12, 2026 to November 18, 2026 (days in UTC)",
                        "Prices: invoiced price, before tax, amortized",
                        "Told again: Weekly, not before November 27, 2026 (UTC)");
        assertThat(item.listed().rows())
                .extracting(row -> row.label() + ": " + row.value())
                .containsExactly(
                        "VM_RI_Zurich: 41.67% used; the unused part cost CHF 49.00",
                        "2b3c4d5e-6f70-4819-92a3-b4c5d6e7f809: 87.5% used; the unused part cost CHF 21.00");
        assertThat(item.listed().more()).isEmpty();
        assertThat(item.notes()).isEmpty();
        assertThat(item.todo()).contains("exchange or return");
        assertThat(item.why()).contains("lowUtilization");
        assertThat(item.link()).startsWith("https://outlay.example/providers/Microsoft.Billing/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "de-de; zu weniger als 90 % genutzt; 49,00 CHF; 27. November 2026; und 9 weitere",
                "fr-fr; à moins de 90 % : 11 sur 12; 49,00 CHF; 27 novembre 2026; et 9 de plus",
                "ja-jp; 12 件中 11 件、最低 41.67%; CHF 49.00; 2026年11月27日; ほか 9 件",
                "tr-tr; %90 altında; CHF 49,00; 27 Kasım 2026; ve 9 tane daha"
            })
    void itIsSaidInTheLanguageOfTheNotification(String locale, String subject, String unused, String again, String more)
            throws Exception {
        AlertMail mail = mail(locale, data -> data.put("reservationsBelow", 11).put("reservationsSeen", 12));
        AlertMail.Item item = mail.items().getFirst();

        assertThat(plain(mail.subject())).contains(subject);
        assertThat(plain(item.listed().rows().getFirst().value())).contains(unused);
        assertThat(item.rows().getLast().value()).contains(again);
        assertThat(item.listed().more()).isEqualTo(more);
    }

    @Test
    void theEndOfABudgetSaysOfWhatNobodyIsToldThenAndNoAmounts() throws Exception {
        AlertMail mail = ending("en-us", data -> {});
        AlertMail.Item item = mail.items().getFirst();

        assertThat(mail.subject()).isEqualTo("Budget alpine-reservations ends on December 31, 2026");
        assertThat(item.headline())
                .isEqualTo("It ends on December 31, 2026 (UTC). From the day after nobody is told any more when"
                        + " reservations are used less than 90%, and it can only be read or deleted.");
        assertThat(item.rows())
                .extracting(row -> row.label() + ": " + row.value())
                .containsExactly(
                        "Scope: customer 2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f",
                        "Threshold: 90%",
                        "Period: Last 7 days");
        assertThat(item.listed()).isEqualTo(AlertMail.Listed.NOTHING);
        assertThat(item.notes()).isEmpty();
        assertThat(item.todo()).contains("at most three years after its start", "make a new one");
        assertThat(item.why()).isEqualTo("You get this because a notification of this budget names you.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "de-de; am 31. Dezember 2026; zu weniger als 87,5 % genutzt; Letzte 30 Tage; höchstens drei Jahre",
                "fr-fr; le 31 décembre 2026; à moins de 87,5 %; 30 derniers jours; au plus trois ans",
                "ja-jp; 2026年12月31日; 87.5% を下回っても; 過去 30 日間; 3 年以内",
                "tr-tr; 31 Aralık 2026; %87,5 altında; Son 30 gün; en çok üç yıl"
            })
    void theEndIsSaidInTheLanguageOfTheNotification(
            String locale, String day, String threshold, String period, String todo) throws Exception {
        AlertMail.Item item = ending(locale, data -> ((ObjectNode) data.get("reservationUtilization"))
                        .put("timeGrain", "Last30Days")
                        .put("threshold", "87.50"))
                .items()
                .getFirst();

        assertThat(plain(item.headline())).contains(day, threshold);
        assertThat(plain(item.rows().getLast().value())).isEqualTo(period);
        assertThat(plain(item.todo())).contains(todo);
    }

    /** Reservations of one billing account may be billed in several currencies; each has its own. */
    @Test
    void whatIsUnusedIsInTheCurrencyOfItsReservation() throws Exception {
        AlertMail mail = mail("en-us", data -> ((ObjectNode) data.at("/reservations/1"))
                .put("currency", "JPY")
                .put("unused", "2100.4"));
        assertThat(mail.items().getFirst().listed().rows())
                .extracting(AlertMail.Row::value)
                .satisfiesExactly(first -> assertThat(first).endsWith("CHF 49.00"), second -> assertThat(second)
                        .endsWith("JPY 2,100"));
    }

    /** What is escaped for HTML is the template's; what looks like lines, names of texts or another direction of writing is not. */
    @ParameterizedTest
    @CsvSource({
        "'a\r\nBcc: x@y.example', 'a Bcc: x@y.example'",
        "'a\u2028Threshold: 1%', 'a Threshold: 1%'",
        "'a\u202eb', 'a b'",
        "'{unused} $1 \\', '{unused} $1 \\'",
        "'<b>a</b>', '<b>a</b>'",
        "'\u200b', 1a2b3c4d-5e6f-4708-8192-a3b4c5d6e7f8"
    })
    void aNameCannotSayMoreThanAName(String name, String shown) throws Exception {
        assertThat(named(name).items().getFirst().listed().rows().getFirst().label())
                .endsWith(shown);
    }

    @Test
    void theSubjectIsOneLineWhateverTheBudgetIsCalled() throws Exception {
        AlertMail mail = mail("en-us", data -> ((ObjectNode) data.at("/budget")).put("name", "a\r\nBcc: x@y.example"));
        assertThat(mail.subject())
                .startsWith("Budget a Bcc: x@y.example: reservations")
                .doesNotContain("\r", "\n");
    }
}
