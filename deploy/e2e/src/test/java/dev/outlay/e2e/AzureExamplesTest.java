package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.openapi.AzureExample;
import dev.outlay.openapi.AzureOperations;
import dev.outlay.openapi.ExampleReplay;
import dev.outlay.openapi.Reference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Azure's official examples of alerts and action groups, where they are at hand, sent through the front door as they are and answered with every field of them. Who replays the others, and
 * which are of what is not served, is listed in {@code deploy/contracts/azure-operations.tsv} and held to it here.
 */
@Tag("full")
class AzureExamplesTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** What is made before it is read, and read before it is deleted. */
    private static final List<String> ORDER = List.of("PUT", "POST", "GET", "PATCH", "DELETE");

    /** Field to the reason why it is not answered. */
    private static final Map<String, String> MISSING = Map.of(
            "properties.smsReceivers[].status",
                    "no text messages are sent from here, so nobody has ever confirmed a number",
            "properties.eventHubReceivers[].useCommonAlertSchema",
                    "what cannot be told from here is read back as it was sent");

    private final Outlay outlay = Outlay.running();
    private final Client admin = outlay.door(GLOBAL_ADMIN);
    private final Account account = Account.unique("examples");
    private final String subscription = UUID.randomUUID().toString();

    /** The test sends that were begun, by where. */
    private final Map<String, String> sent = new HashMap<>();

    @Test
    void every_example_of_alerts_and_action_groups_is_answered_with_every_field_of_it() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        Map<String, String> names = furnished();
        ExampleReplay replay = new ExampleReplay(MISSING, this::ask);
        AzureOperations.replayedBy(AzureExamplesTest.class).stream()
                .sorted(Comparator.comparing(example -> ORDER.indexOf(example.method())))
                .forEach(example -> {
                    Map<String, String> own = new HashMap<>(names);
                    own.put("alertId", names.getOrDefault("alert." + example.scopeKind(), "none"));
                    own.put("notificationId", sent.getOrDefault(folder(example.path(own)), "none"));
                    replay.replay(example, example.target(own), example.body());
                });

        assertThat(replay.problems()).isEmpty();
    }

    @Test
    void every_operation_of_which_there_are_examples_is_replayed_or_is_not_served() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        Map<String, String> names = furnished();
        Map<String, AzureOperations.Listed> listed = AzureOperations.all();

        assertThat(AzureExample.all().stream()
                        .map(example -> example.operation().replace("@tenant", ""))
                        .distinct())
                .as(
                        "deploy/contracts/azure-operations.tsv lists what there are examples of, and says how to ask the others")
                .containsExactlyInAnyOrderElementsOf(listed.values().stream()
                        .filter(operation -> operation.request().isEmpty())
                        .map(AzureOperations.Listed::operation)
                        .toList());
        assertThat(AzureExample.all())
                .filteredOn(example -> Objects.requireNonNull(
                                listed.get(example.operation().replace("@tenant", "")))
                        .replayedBy()
                        .isEmpty())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(ask(example.method(), example.target(names), "{}")
                                .status())
                        .as(example + " is answered: its examples can be replayed")
                        .isIn(404, 405));
        listed.values().stream()
                .filter(operation -> !operation.request().isEmpty())
                .forEach(operation -> assertThat(isServed(operation, names))
                        .as(operation.toString())
                        .isEqualTo(operation.reason().isEmpty()));
    }

    /** Whether something is there that takes the method; without a version it is refused before anything is done. */
    private boolean isServed(AzureOperations.Listed operation, Map<String, String> names) {
        String[] request = operation.request().split(" ", 2);
        String path = request[1];
        for (Map.Entry<String, String> name : names.entrySet()) {
            path = path.replace("{" + name.getKey() + "}", name.getValue());
        }
        String refusal =
                ask(request[0], path.replaceAll("[{][^}]*[}]", "none"), "{}").body();
        return refusal.contains("MissingApiVersionParameter");
    }

    /** Sends it, and notes the test sends that it begins; asks for the state of one again until a receiver was tried, as clients do. Those that do not work here never are. */
    private ExampleReplay.Answered ask(String method, String target, String body) {
        Answer answer = target.contains("/notificationStatus/")
                ? await("a receiver was tried")
                        .atMost(SOON)
                        .until(() -> admin.ask(method, target, "application/json", body), AzureExamplesTest::isTried)
                : admin.ask(method, target, "application/json", body);
        answer.header("location")
                .map(location -> location.replaceAll("[?].*", ""))
                .ifPresent(location ->
                        sent.put(folder(location.replaceFirst("https?://[^/]*", "")), location.replaceAll(".*/", "")));
        return new ExampleReplay.Answered(answer.status(), answer.body());
    }

    private static boolean isTried(Answer state) {
        return state.status() != 200
                || state.json().at("/actionDetails").valueStream().anyMatch(each -> each.path("SendTime")
                        .isTextual());
    }

    /** The path but for its last segments, under which a test send is begun and its state is asked for. */
    private static String folder(String path) {
        return path.replaceAll("(?i)/notificationStatus/.*|/createNotifications$", "")
                .toLowerCase(Locale.ROOT);
    }

    /** A subscription that the admin owns, with an alert at it, at its group, at the profile and at the account. */
    private Map<String, String> furnished() {
        CostEvents.accepted(
                outlay.publisher(),
                List.of(new Charge(
                        "1",
                        account,
                        UUID.randomUUID().toString(),
                        subscription,
                        BigDecimal.valueOf(90),
                        BigDecimal.valueOf(90))));
        await("the charge is counted").atMost(SOON).until(() -> outlay.ledger().ledgerRows(account.name()) > 0);
        String atSubscription = "/subscriptions/" + subscription;
        done(admin.put(
                atSubscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}"));
        Map<String, String> names = new HashMap<>(Map.of(
                "scope.billingAccount",
                account.id(),
                "scope.billingProfile",
                account.id() + "/billingProfiles/CHFP-" + account.name(),
                "scope.subscription",
                atSubscription,
                "scope.resourceGroup",
                atSubscription + "/resourceGroups/rg-web",
                "subscriptionId",
                subscription,
                "resourceGroupName",
                "rg-web",
                "actionGroupName",
                "SampleActionGroup"));
        for (String kind : List.of("billingAccount", "billingProfile", "subscription", "resourceGroup")) {
            String scope = names.getOrDefault("scope." + kind, "");
            done(admin.put(
                    Account.budget(scope, "example"), Bodies.monthly("100", "GreaterThan", "a@example.com", "", 80)));
            names.put("alert." + kind, alert(scope));
        }
        return names;
    }

    private String alert(String scope) {
        return await("the alert at " + scope)
                .atMost(SOON)
                .until(
                        () -> {
                            Answer alerts = admin.get(Account.alerts(scope));
                            return alerts.status() == 200
                                    ? alerts.json().at("/value/0/name").asText()
                                    : "";
                        },
                        name -> !name.isEmpty());
    }

    private static void done(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }
}
