package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of an alert, and which ones a list shows. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AlertStatesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Outlay outlay = new Outlay();
    private final String account = "states-" + UUID.randomUUID();
    private final String scope = Crossings.account(account);
    private final String budget = UUID.randomUUID().toString();

    @AfterEach
    void close() {
        outlay.close();
    }

    private Crossings crossed(String percent, String amount) {
        Crossings crossing = Crossings.crossing()
                .under(account, scope, "BillingAccount")
                .with("telling", "record")
                .with("thresholdAmount", amount);
        ((ObjectNode) crossing.data().path("budget")).put("uuid", budget);
        ((ObjectNode) crossing.data().path("notification")).put("threshold", percent);
        return crossing;
    }

    private String tell(Crossings crossing) {
        outlay.tell(crossing);
        await().atMost(SOON)
                .until(() -> outlay.admin("GET", path(crossing.id()), null).status() == 200);
        return crossing.id();
    }

    private String path(String alert) {
        return Crossings.alerts(scope) + "/" + alert + Outlay.VERSION;
    }

    private JsonNode properties(String alert) {
        return outlay.admin("GET", path(alert), null).body().path("properties");
    }

    private String status(String alert) {
        return properties(alert).path("status").asText();
    }

    @Test
    void anAlertIsOverriddenByThatOfAHigherThresholdOfItsBudgetAndPeriod() {
        String half = tell(crossed("50", "5000"));
        String dismissed = tell(crossed("60", "6000"));
        outlay.admin("PATCH", path(dismissed), "{\"properties\":{\"status\":\"Dismissed\"}}");
        String eighty = tell(crossed("80", "8000"));
        assertThat(status(half)).isEqualTo("Overridden");
        assertThat(status(dismissed)).isEqualTo("Dismissed");
        assertThat(status(eighty)).isEqualTo("Active");
        assertThat(properties(half).at("/details/overridingAlert").asText()).endsWith("/alerts/" + dismissed);
        assertThat(properties(half).path("closeTime").asText()).doesNotStartWith("0001");

        String over = tell(crossed("100", "10000"));
        assertThat(properties(eighty).at("/details/overridingAlert").asText())
                .isEqualTo(scope.substring(1) + "/providers/Microsoft.CostManagement/alerts/" + over);
        String late = tell(crossed("90", "9000"));
        assertThat(status(late)).as("a higher one was there").isEqualTo("Overridden");
        assertThat(status(over)).isEqualTo("Active");
        assertThat(properties(over).at("/details/overridingAlert").isNull()).isTrue();
    }

    @Test
    void anotherPeriodAnotherBudgetAndAForecastOverrideNothing() {
        String half = tell(crossed("50", "5000"));
        Crossings next = crossed("80", "8000").period("Monthly", "2026-12-01", "2027-01-01");
        Crossings other = crossed("80", "8000");
        ((ObjectNode) other.data().path("budget")).put("uuid", UUID.randomUUID().toString());
        Crossings forecasted = crossed("80", "8000");
        ((ObjectNode) forecasted.data().path("notification")).put("thresholdType", "Forecasted");
        List.of(next, other, forecasted).forEach(this::tell);
        assertThat(status(half)).isEqualTo("Active");
    }

    @Test
    void anOverriddenAlertCanBeTakenUpAgainAndNobodySetsWhatComesAboutByItself() {
        String half = tell(crossed("50", "5000"));
        tell(crossed("80", "8000"));
        assertThat(status(half)).isEqualTo("Overridden");
        String tag = outlay.admin("GET", path(half), null).body().path("eTag").asText();
        Outlay.Answer active = outlay.admin("PATCH", path(half), "{\"properties\":{\"status\":\"active\"}}");
        assertThat(active.body().at("/properties/status").asText()).isEqualTo("Active");
        assertThat(active.body().at("/properties/details/overridingAlert").isNull())
                .isTrue();
        assertThat(active.body().at("/properties/closeTime").asText()).isEqualTo("0001-01-01T00:00:00");
        assertThat(active.body().at("/properties/statusModificationUserName").asText())
                .isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        assertThat(active.body().path("eTag").asText()).isNotEqualTo(tag);
        assertThat(outlay.admin("PATCH", path(half), "{\"properties\":{\"status\":\"Overridden\"}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aListShowsWhatItsFilterMeansInPages() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Crossings crossing = crossed("50", "5000");
            ((ObjectNode) crossing.data().path("budget")).put("name", i < 4 ? "it's web" : "mail");
            told.add(tell(crossing));
        }
        outlay.admin("PATCH", path(told.get(0)), "{\"properties\":{\"status\":\"Dismissed\"}}");

        assertThat(listed("properties/status eq 'dismissed'")).containsExactly(told.get(0));
        assertThat(listed("status eq 'Active' and properties/costEntityId eq 'IT''S WEB'"))
                .containsExactly(told.get(3), told.get(2), told.get(1));
        assertThat(listed("properties/definition/type eq 'Budget'")).hasSize(5);
        assertThat(listed("properties/definition/type eq 'BudgetForecast'")).isEmpty();
        String middle = properties(told.get(2)).path("creationTime").asText();
        assertThat(listed("properties/creationTime ge " + middle))
                .containsExactly(told.get(4), told.get(3), told.get(2));
        assertThat(listed("properties/creationTime gt " + middle
                        + " and properties/creationTime lt 2999-01-01T00:00:00Z"))
                .containsExactly(told.get(4), told.get(3));
        assertThat(listed("properties/creationTime le " + middle))
                .containsExactly(told.get(2), told.get(1), told.get(0));
        for (String wrong : List.of(
                "&$top=0",
                "&$top=-1",
                "&$top=1001",
                "&$top=x",
                "&$filter=status",
                "&$filter=status+eq+'Lost'",
                "&$filter=status+eq+'Active'+or+status+eq+'Dismissed'",
                "&$filter=status+gt+'Active'",
                "&$filter=costEntityId+eq+'%00'",
                "&$filter=creationTime+ge+yesterday",
                "&$filter=status+eq+'Active'+and")) {
            Outlay.Answer refused = outlay.admin("GET", Crossings.alerts(scope) + Outlay.VERSION + wrong, null);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("InvalidQueryParameter");
        }
    }

    @Test
    void aPageHasAsManyAsItsTopSaysAndLinksLeadToAll() {
        List<String> told = toldOfOneName(5);

        assertThat(pages("&$top=2")).containsExactly(told.subList(0, 2), told.subList(2, 4), told.subList(4, 5));
        assertThat(pages("&$top=5"))
                .as("three are as many as a page has at all")
                .containsExactly(told.subList(0, 3), told.subList(3, 5));
        assertThat(pages("&$top=1000").stream().flatMap(List::stream)).containsExactlyElementsOf(told);
        assertThat(pages("&$filter=status+eq+'Dismissed'&$top=1")).containsExactly(List.of());
    }

    @Test
    void theLinksFilterAsTheFirstPageDoes() {
        List<String> told = toldOfOneName(5);
        outlay.admin("PATCH", path(told.get(3)), "{\"properties\":{\"status\":\"Dismissed\"}}");
        tell(crossed("50", "5000"));
        String filter = "&$filter="
                + URLEncoder.encode(
                        "status eq 'Active' and costEntityId eq 'it''s web & more'", StandardCharsets.UTF_8);

        assertThat(pages("&$top=2" + filter)).containsExactly(told.subList(0, 2), List.of(told.get(2), told.get(4)));
        assertThat(pages("&$top=1" + filter))
                .containsExactly(
                        List.of(told.get(0)), List.of(told.get(1)), List.of(told.get(2)), List.of(told.get(4)));
        assertThat(pages(filter)).containsExactly(told.subList(0, 3), List.of(told.get(4)));
    }

    /** What a former version reads in {@code $top} of a link, which runs beside this one while it is rolled out, is how many are still to come. */
    @Test
    void aFormerVersionLosesNothingByALinkOfThisOneNorThisOneByALinkOfThat() {
        List<String> told = toldOfOneName(5);
        String first = Crossings.alerts(scope) + Outlay.VERSION + "&$top=1";

        String link = link(first);

        assertThat(link).contains("$skiptoken=", "pageSize=1").doesNotContain("$top");
        String token = link.replaceAll(".*(&[$]skiptoken=[^&]*).*", "$1");
        for (String rest : List.of("&$top=4900", "&$top=1001", "&$top=1000", "", "&pageSize=4900")) {
            assertThat(pages(token + rest))
                    .as("%s: pages of the size that they have here, to the end", rest)
                    .containsExactly(told.subList(1, 4), told.subList(4, 5));
        }
        assertThat(pages(token + "&pageSize=2")).containsExactly(told.subList(1, 3), told.subList(3, 5));
        assertThat(pages(token + "&pageSize=2&$top=3"))
                .as("whoever says it anew")
                .containsExactly(told.subList(1, 4), told.subList(4, 5));
        for (String wrong : List.of("&$top=0", "&$top=x", "&pageSize=0", "&pageSize=x")) {
            assertThat(outlay.admin("GET", Crossings.alerts(scope) + Outlay.VERSION + token + wrong, null)
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    /** The ids of so many alerts of budgets of a name that a link has to encode, newest first. */
    private List<String> toldOfOneName(int many) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Crossings crossing = crossed("50", "5000");
            ((ObjectNode) crossing.data().path("budget")).put("name", "it's web & more");
            told.addFirst(tell(crossing));
        }
        return told;
    }

    private static String nextLink(Outlay.Answer page) {
        return page.body().path("nextLink").asText("").replace("null", "").replace(Outlay.config("test.url"), "");
    }

    private String link(String path) {
        return nextLink(outlay.admin("GET", path, null));
    }

    private List<String> listed(String filter) {
        return names("&$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    private List<String> names(String query) {
        return pages(query).stream().flatMap(List::stream).toList();
    }

    private List<List<String>> pages(String query) {
        List<List<String>> pages = new ArrayList<>();
        String next = Crossings.alerts(scope) + Outlay.VERSION + query;
        while (!next.isEmpty()) {
            Outlay.Answer page = outlay.admin("GET", next, null);
            assertThat(page.status()).as(query + page.body()).isEqualTo(200);
            pages.add(page.body()
                    .path("value")
                    .valueStream()
                    .map(alert -> alert.path("name").asText())
                    .toList());
            next = nextLink(page);
        }
        return pages;
    }
}
