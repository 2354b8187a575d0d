package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

/** What a mail says of what has moved a spend. */
class ExplanationMailTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static AlertMail.Listed listed(String locale, Consumer<ObjectNode> change) throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(Repository.root()
                .resolve("deploy/contracts/examples/crossing-explained.json")
                .toFile());
        ((ObjectNode) event.at("/data/notification")).put("locale", locale);
        change.accept((ObjectNode) event.at("/data/explanation"));
        AlertMail mail = AlertMail.of(
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
        return mail.items().getFirst().listed();
    }

    /** With the spaces that do not break as plain ones. */
    private static String plain(String text) {
        return text.replaceAll("[\u00a0\u202f]", " ");
    }

    @Test
    void itSaysAllOfItAndWhatHasMovedMostUpOrDownAndComparedWithWhichDays() throws Exception {
        AlertMail.Listed listed = listed("en-us", explanation -> {});

        assertThat(listed.title()).isEqualTo("What moved most, compared with October 1, 2026 – October 20, 2026");
        assertThat(listed.rows())
                .extracting(row -> row.label() + ": " + row.value())
                .containsExactly(
                        "Spend: CHF 8,012.40, CHF 1,592.25 more",
                        "service Virtual Machines: CHF 5,210.75, CHF 1,810.25 more",
                        "service Storage: CHF 1,089.65, CHF 430.00 less",
                        "service Azure OpenAI: CHF 212.00, CHF 212.00 more",
                        "subscription 6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10: CHF 7,112.40, CHF 1,592.25 more",
                        "resource group rg-web in subscription 6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10: CHF 5,422.75, CHF 2,022.25 more",
                        "resource group rg-data in subscription 6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10: CHF 1,689.65, CHF 430.00 less");
        assertThat(listed.more()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "de-de; 1. Oktober 2026 – 20. Oktober 2026; Dienst Storage; 1.089,65 CHF, 430,00 CHF weniger",
                "fr-fr; 1 octobre 2026 – 20 octobre 2026; service : Storage; 1 089,65 CHF, soit 430,00 CHF de moins",
                "ja-jp; 2026年10月1日 – 2026年10月20日; サービス Storage; CHF 1,089.65 (CHF 430.00 減)"
            })
    void itIsSaidInTheLanguageOfTheNotification(String locale, String days, String service, String moved)
            throws Exception {
        AlertMail.Listed listed = listed(locale, explanation -> {});

        assertThat(plain(listed.title())).contains(days);
        assertThat(listed.rows().get(2).label()).isEqualTo(service);
        assertThat(plain(listed.rows().get(2).value())).isEqualTo(moved);
    }

    @Test
    void oneDayIsSaidAsOne() throws Exception {
        AlertMail.Listed listed =
                listed("en-us", explanation -> ((ObjectNode) explanation.get("comparedWith")).put("end", "2026-10-02"));

        assertThat(listed.title()).isEqualTo("What moved most, compared with October 1, 2026");
    }

    /** Names are whoever's who gave them: no line of one may look like one of the mail. */
    @Test
    void aNameIsOneLineAndAGroupWithoutASubscriptionIsSaidByItsNameAlone() throws Exception {
        AlertMail.Listed listed = listed("en-us", explanation -> {
            ((ObjectNode) explanation.at("/services/0")).put("name", "Virtual\r\nThreshold: 1% {spend} \u202e");
            ((ObjectNode) explanation.at("/resourceGroups/0")).remove("subscription");
        });

        assertThat(listed.rows().get(1).label()).isEqualTo("service Virtual Threshold: 1% {spend}");
        assertThat(listed.rows().get(5).label()).isEqualTo("rg-web");
    }

    /** Three services that fell say nothing of a thousand that rose. */
    @Test
    void allOfItIsSaidFirstAlsoWhereNothingElseHasANameThatCanBeShown() throws Exception {
        AlertMail.Listed listed = listed("en-us", explanation -> {
            ((ArrayNode) explanation.get("services")).forEach(each -> ((ObjectNode) each).put("name", "\u202e "));
            ((ArrayNode) explanation.get("resourceGroups")).forEach(each -> ((ObjectNode) each).put("name", "\u200b"));
            explanation.putArray("subscriptions");
        });

        assertThat(listed.title()).isEqualTo("What moved most, compared with October 1, 2026 – October 20, 2026");
        assertThat(listed.rows())
                .extracting(row -> row.label() + ": " + row.value())
                .containsExactly("Spend: CHF 8,012.40, CHF 1,592.25 more");
    }

    @Test
    void aGroupWhoseSubscriptionCannotBeShownIsSaidByItsNameAlone() throws Exception {
        AlertMail.Listed listed = listed("en-us", explanation -> ((ObjectNode) explanation.at("/resourceGroups/0"))
                .put("subscription", "\u200b"));

        assertThat(listed.rows().get(5).label()).isEqualTo("rg-web");
    }
}
