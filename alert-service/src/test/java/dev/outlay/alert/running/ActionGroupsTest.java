package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Action groups: what a PATCH changes, in which versions they are asked for, and what becomes of each kind of receiver. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ActionGroupsTest {

    /** Those of azure-rest-contract.md section 10, and the one that Azure's SDKs ask for since. */
    private static final List<String> VERSIONS = List.of(
            "2017-04-01",
            "2018-03-01",
            "2018-09-01",
            "2019-03-01",
            "2019-06-01",
            "2021-09-01",
            "2022-04-01",
            "2022-06-01",
            "2023-01-01",
            "2023-09-01-preview",
            "2023-03-01-preview",
            "2023-05-01-preview",
            "2024-10-01-preview");

    private static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

    /** Every kind that cannot be told from here, each as Azure has it. */
    private static final String CANNOT_BE_TOLD = """
            "smsReceivers":[{"name":"sms","countryCode":"41","phoneNumber":"791234567"}],
            "voiceReceivers":[{"name":"voice","countryCode":"41","phoneNumber":"791234567"}],
            "azureAppPushReceivers":[{"name":"push","emailAddress":"a@fabrikam.example"}],
            "itsmReceivers":[{"name":"itsm","workspaceId":"w","connectionId":"c","ticketConfiguration":"{}","region":"r"}],
            "automationRunbookReceivers":[{"name":"runbook","automationAccountId":"/a","runbookName":"r","webhookResourceId":"/w",
              "isGlobalRunbook":false}],
            "logicAppReceivers":[{"name":"logic","resourceId":"/l","callbackUrl":"https://logic.example/x"}],
            "azureFunctionReceivers":[{"name":"function","functionAppResourceId":"/f","functionName":"f",
              "httpTriggerUrl":"https://function.example/x"}],
            "eventHubReceivers":[{"name":"hub","eventHubNameSpace":"n","eventHubName":"h","subscriptionId":"s"}]
            """;

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();
    private final People people = new People(outlay);

    @AfterEach
    void close() {
        people.hush();
        receiver.close();
        outlay.close();
    }

    @Test
    void aPatchChangesTagsAndWhetherTheGroupIsEnabledAndNothingElse() {
        String group = Groups.webhook(outlay, receiver.uri());
        JsonNode before = outlay.admin("GET", group + Groups.VERSION, null).body();

        Outlay.Answer tagged =
                outlay.admin("PATCH", group + Groups.VERSION, "{\"tags\":{\"team\":\"finance\",\"place\":\"Bern\"}}");
        assertThat(tagged.status()).as(tagged.body().toString()).isEqualTo(200);
        assertThat(tagged.body().path("tags").toString()).isEqualTo("{\"team\":\"finance\",\"place\":\"Bern\"}");
        assertThat(tagged.body().path("properties")).isEqualTo(before.path("properties"));

        Outlay.Answer disabled = outlay.admin("PATCH", group + Groups.VERSION, "{\"properties\":{\"enabled\":false}}");
        assertThat(disabled.body().at("/properties/enabled").booleanValue()).isFalse();
        assertThat(disabled.body().at("/tags/team").asText()).isEqualTo("finance");
        assertThat(outlay.admin("GET", group + Groups.VERSION, null).body()).isEqualTo(disabled.body());
        assertThat(disabled.body().toString()).doesNotContain("whsec_");

        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "group Unresolved group-disabled");

        outlay.admin("PATCH", group + Groups.VERSION, "{\"tags\":null,\"properties\":{\"enabled\":true}}");
        Crossings after = Crossings.crossing().groups(group);
        outlay.tell(after);
        outlay.awaitStates(after, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void aPatchThatWouldChangeAnythingElseIsRefusedAndChangesNothing() {
        String group = Groups.webhook(outlay, receiver.uri());
        JsonNode before = outlay.admin("GET", group + Groups.VERSION, null).body();
        for (String body : List.of(
                "{\"properties\":{\"enabled\":false,\"emailReceivers\":[]}}",
                "{\"location\":\"West\",\"properties\":{\"enabled\":false}}",
                "{\"properties\":{\"enabled\":\"no\"}}",
                "{\"tags\":{\"team\":7}}",
                "{\"tags\":[]}",
                "{\"properties\":[]}")) {
            Outlay.Answer refused = outlay.admin("PATCH", group + Groups.VERSION, body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("InvalidRequestContent");
        }
        assertThat(outlay.admin("GET", group + Groups.VERSION, null).body()).isEqualTo(before);
        assertThat(outlay.admin("PATCH", Groups.at("a") + Groups.VERSION, "{\"tags\":{}}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aReaderMayNotPatchAndACustomerNeitherSeesNorPatchesAnothersGroup() {
        People.Owner owner = people.owner("Owner");
        String group =
                owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g" + Groups.VERSION;
        String body = "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\"}}";
        assertThat(outlay.call(people.token(owner), "PUT", group, body).status())
                .isEqualTo(201);
        String patch = "{\"properties\":{\"enabled\":false}}";
        assertThat(outlay.call(people.token(owner), "PATCH", group, patch).status())
                .isEqualTo(200);

        String reader = People.id();
        outlay.assign(People.id(), owner.scope(), reader, "Reader");
        People.Owner readerThere = owner.as(reader, owner.customer());
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        people.get(readerThere, Crossings.alerts(owner.scope())).status() == 200);
        assertThat(outlay.call(people.token(readerThere), "PATCH", group, patch).status())
                .isEqualTo(403);
        assertThat(outlay.call(outlay.token(Persona.OUTSIDER), "PATCH", group, patch)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void everyVersionAnswersTheSame() {
        String group = Groups.webhook(outlay, receiver.uri());
        JsonNode first = outlay.admin("GET", group + Groups.VERSION, null).body();
        for (String version : VERSIONS) {
            Outlay.Answer answer = outlay.admin("GET", group + "?api-version=" + version, null);
            assertThat(answer.status()).as(version).isEqualTo(200);
            assertThat(answer.body()).as(version).isEqualTo(first);
        }
    }

    @Test
    void aKindThatCannotBeToldIsReadBackAsItWasPutAndADeliveryToItSaysSo() throws Exception {
        String group = Groups.at(Crossings.ACCOUNT);
        String body = "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\"," + CANNOT_BE_TOLD + "}}";
        assertThat(outlay.admin("PUT", group + Groups.VERSION, body).status()).isEqualTo(201);
        JsonNode read = outlay.admin("GET", group + Groups.VERSION, null).body();
        new ObjectMapper().readTree(body).path("properties").properties().forEach(put -> assertThat(
                        read.path("properties").path(put.getKey()))
                .as(put.getKey())
                .isEqualTo(put.getValue()));

        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(
                crossing,
                "automationRunbookReceivers Unsupported kind-not-supported",
                "azureAppPushReceivers Unsupported kind-not-supported",
                "azureFunctionReceivers Unsupported kind-not-supported",
                "eventHubReceivers Unsupported kind-not-supported",
                "itsmReceivers Unsupported kind-not-supported",
                "logicAppReceivers Unsupported kind-not-supported",
                "smsReceivers Unsupported kind-not-supported",
                "voiceReceivers Unsupported kind-not-supported");
        assertThat(outlay.reachesNobody(crossing.id())).containsExactly("Unresolved reaches-nobody");
    }

    @Test
    void aBudgetThatReachesNobodyIsSaidSoAndIsToldWhenSomebodyCanBe() {
        String group = Groups.at(Crossings.ACCOUNT);
        Crossings nobody = Crossings.crossing().emails("no address").groups(group);
        Crossings silent = Crossings.crossing();
        Crossings somebody = Crossings.crossing().emails(Crossings.address()).groups(group);
        List.of(nobody, silent, somebody).forEach(outlay::tell);
        outlay.awaitStates(nobody, "email Refused not-an-address", "group Unresolved group-not-found");
        outlay.awaitStates(somebody, "email Delivered", "group Unresolved group-not-found");
        for (Crossings each : List.of(nobody, silent)) {
            assertThat(outlay.reachesNobody(each.id())).containsExactly("Unresolved reaches-nobody");
        }
        assertThat(outlay.reachesNobody(somebody.id())).isEmpty();
        String id = outlay.sql("select delivery_id from delivery_alert where kind = 'budget' and alert_id = '"
                        + nobody.id() + "'")
                .getFirst();
        JsonNode shown = outlay.admin("GET", "/v1/deliveries/" + id, null).body();
        assertThat(shown.path("receiver").asText())
                .isEqualTo(nobody.data().at("/budget/id").asText().toLowerCase());

        outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
        assertThat(outlay.reachesNobody(nobody.id())).containsExactly("Unresolved reaches-nobody");
        outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()));
        outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
        outlay.awaitStates(
                nobody, "email Refused not-an-address", "group Resolved group-not-found", "webhook Delivered");
        assertThat(outlay.reachesNobody(nobody.id())).containsExactly("Resolved reaches-nobody");
    }

    @Test
    void aRoleReceiverIsEverybodyWhoHoldsTheRoleAtTheScopeOfTheBudget() {
        People.Owner owner = people.owner("Owner");
        String partners = People.id();
        outlay.assign(People.id(), owner.scope(), partners, "Owner");
        String[] addresses = {Crossings.address(), Crossings.address()};
        outlay.directory(owner.principal(), owner.customer(), addresses[0]);
        outlay.directory(partners, Persona.PARTNER_TENANT, addresses[1]);
        people.owner("Reader"); // Whoever comes last is known when all before is.
        String group = owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/roles";
        String body = "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\",\"armRoleReceivers\":["
                + "{\"name\":\"owners\",\"roleId\":\"" + OWNER.toUpperCase() + "\",\"useCommonAlertSchema\":true},"
                + "{\"name\":\"kings\",\"roleId\":\"" + UUID.randomUUID() + "\"}]}}";
        assertThat(outlay.call(people.token(owner), "PUT", group + Groups.VERSION, body)
                        .status())
                .isEqualTo(201);

        Crossings crossing = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .customer(owner.customer())
                .createdBy(People.id(), Persona.PARTNER_TENANT)
                .groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered", "email Delivered", "role Unsupported role-not-known");
        for (String address : addresses) {
            assertThat(outlay.mails(address)).as(address).hasSize(1);
            Outlay.Received mail = outlay.mails(address).getFirst();
            assertThat(mail.subject() + mail.headers() + mail.text() + mail.html())
                    .as("a mail of a customer's scope tells nothing of the partner")
                    .doesNotContain(Crossings.ACCOUNT)
                    .doesNotContain(Persona.PARTNER_TENANT)
                    .doesNotContainIgnoringCase("invoiced");
        }
    }
}
