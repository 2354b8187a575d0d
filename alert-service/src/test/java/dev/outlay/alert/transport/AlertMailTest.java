package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.running.Repository;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What mails say in each language. */
class AlertMailTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<String> locales() {
        return MailTexts.LOCALES;
    }

    private static Crossing crossing(String example, String locale) throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(Repository.root()
                .resolve("deploy/contracts/examples/" + example)
                .toFile());
        ((ObjectNode) event.at(event.at("/data").has("contacts") ? "/data/contacts" : "/data/notification"))
                .put("locale", locale);
        return CrossingJson.read(CloudEvent.structured(event.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static AlertMail mail(Crossing... crossings) {
        return AlertMail.of(
                new Parcel(
                        UUID.randomUUID(),
                        "a@b.example",
                        "a@b.example",
                        List.of(),
                        BodyFormat.CLOUD_EVENTS,
                        crossings.length > 1,
                        Instant.EPOCH,
                        List.of(crossings)),
                "https://outlay.example",
                "",
                "");
    }

    /** With the spaces that do not break as plain ones. */
    private static String plain(String text) {
        return text.replaceAll("[\u00a0\u202f]", " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "en-us; Budget alpine-monthly: CHF 8,012.40 of CHF 10,000.00 spent, over 80%",
                "de-de; Budget alpine-monthly: 8.012,40 CHF von 10.000,00 CHF ausgegeben, mehr als 80 %",
                "fr-fr; Budget alpine-monthly : 8 012,40 CHF dépensés sur 10 000,00 CHF, plus de 80 %",
                "tr-tr; alpine-monthly bütçesi: CHF 10.000,00 tutarından CHF 8.012,40 harcandı, %80 aşıldı",
                "ja-jp; 予算 alpine-monthly: CHF 10,000.00 のうち CHF 8,012.40 を使用し、80% を超えました"
            })
    void theSubjectIsInTheLanguageOfTheNotification(String locale, String subject) throws Exception {
        assertThat(plain(mail(crossing("crossing-actual.json", locale)).subject()))
                .isEqualTo(subject);
    }

    @Test
    void whoIsNamedByAnotherNotificationOfTheSameConditionIsToldInItsLanguage() throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(Repository.root()
                .resolve("deploy/contracts/examples/crossing-actual.json")
                .toFile());
        ((ObjectNode) event.at("/data/notification"))
                .putObject("contactLocales")
                .put("A@b.example", "de-de");
        Crossing crossing =
                CrossingJson.read(CloudEvent.structured(event.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(mail(crossing).language()).isEqualTo("de-de");
        assertThat(crossing.notification().localeOf("finance@fabrikam.example")).isEqualTo("en-us");
        assertThat(mail(crossing("crossing-actual.json", "en-us")).language()).isEqualTo("en-us");
    }

    @ParameterizedTest
    @MethodSource("locales")
    void everythingIsSaidInEveryLanguage(String locale) throws Exception {
        for (String example : List.of(
                "crossing-actual.json",
                "crossing-explained.json",
                "crossing-daily.json",
                "crossing-retail-recorded.json",
                "crossing-usage.json",
                "budget-ending.json",
                "budget-ending-reservations.json",
                "reservation-utilization.json")) {
            AlertMail mail = mail(crossing(example, locale));
            AlertMail.Item item = mail.items().getFirst();
            boolean ends = example.startsWith("budget-ending");
            assertThat(mail.language()).isEqualTo(locale);
            boolean reservations = example.equals("reservation-utilization.json");
            boolean quantity = example.equals("crossing-usage.json");
            boolean explained = example.equals("crossing-explained.json");
            assertThat(item.listed().rows())
                    .as(example)
                    .hasSize(reservations ? 2 : explained ? 7 : 0)
                    .allMatch(row -> !row.label().isBlank() && !row.value().isBlank());
            assertThat(item.listed().title().isBlank()).isNotEqualTo(reservations || explained);
            assertThat(item.rows())
                    .as(example)
                    .hasSize(ends ? 3 : reservations || quantity ? 6 : 7)
                    .allMatch(row -> !row.value().isBlank());
            assertThat(mail.toString()).doesNotContain("{", "}").contains(item.title());
            assertThat(List.of(mail.subject(), item.headline(), item.todo(), item.why(), mail.footer()))
                    .noneMatch(String::isBlank);
            assertThat(item.headline().contains("2026")).as(item.headline()).isEqualTo(ends);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "en-us; Budget alpine-vm-hours: 812.25 × 1 Hour of 1,000 × 1 Hour used, over 80%",
                "de-de; Budget alpine-vm-hours: 812,25 × 1 Hour von 1.000 × 1 Hour verbraucht, mehr als 80 %",
                "zh-tw; 預算 alpine-vm-hours：已使用 812.25 × 1 Hour（預算 1,000 × 1 Hour），超過 80%"
            })
    void aQuantityIsSaidInItsUnitAndAtNoPrice(String locale, String subject) throws Exception {
        AlertMail mail = mail(crossing("crossing-usage.json", locale));

        assertThat(plain(mail.subject())).isEqualTo(subject);
        assertThat(mail.toString())
                .contains("800 × 1 Hour")
                .doesNotContain("XXX", MailTexts.of(locale).say("label.prices"));
    }

    @Test
    void aDayIsWrittenAsItsReadersDo() throws Exception {
        Crossing ending = crossing("budget-ending.json", "de-de");
        assertThat(mail(ending).subject()).isEqualTo("Budget alpine-monthly endet am 31. Dezember 2026");
        assertThat(mail(crossing("budget-ending.json", "zh-cn")).subject()).contains("2026年12月31日");
        assertThat(mail(crossing("budget-ending.json", "pt-br")).subject()).contains("31 de dezembro de 2026");
    }

    @Test
    void aDigestSaysEachAlertInItsOwnLanguageAndHowManyInThatOfTheFirst() throws Exception {
        AlertMail mail = mail(crossing("crossing-actual.json", "sv-se"), crossing("crossing-actual.json", "cs-cz"));
        assertThat(mail.subject())
                .isEqualTo("2 budgetar har passerat ett tröskelvärde")
                .isEqualTo(mail.several());
        assertThat(mail.items())
                .extracting(AlertMail.Item::title)
                .containsExactly("Budgeten alpine-monthly", "Rozpočet alpine-monthly");
    }

    @Test
    void theOperatorIsToldInEnglish() throws Exception {
        Parcel parcel = new Parcel(
                UUID.randomUUID(),
                "a@b.example",
                "o@b.example",
                List.of(),
                BodyFormat.CLOUD_EVENTS,
                true,
                Instant.EPOCH,
                List.of(crossing("crossing-actual.json", "ko-kr")));
        assertThat(AlertMail.inEnglish(parcel, "").items().getFirst().title()).isEqualTo("Budget alpine-monthly");
    }
}
