package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.openapi.AzureExample;
import dev.outlay.openapi.ExampleShape;
import dev.outlay.openapi.Reference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Azure's official examples of alerts and action groups, where they are at hand, sent through the front door as they are and answered with every field of them.
 * Those of queries and dimensions are replayed by AzureCostExamplesTest of the budget service. Nothing replays the other examples: what is served of the rest of
 * Azure's API is held to its documents by each service, and the calls that the seed lists are made by {@link SeedCommandLinesTest}.
 */
@Tag("full")
class AzureExamplesTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Set<String> OPERATIONS = Set.of(
            "Alerts_List",
            "Alerts_Get",
            "Alerts_Dismiss",
            "ActionGroups_CreateOrUpdate",
            "ActionGroups_Get",
            "ActionGroups_Update",
            "ActionGroups_ListByResourceGroup",
            "ActionGroups_ListBySubscriptionId",
            "ActionGroups_Delete");

    /** What is made before it is read, and read before it is deleted. */
    private static final List<String> ORDER = List.of("PUT", "GET", "PATCH", "DELETE");

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

    @Test
    void every_example_of_alerts_and_action_groups_is_answered_with_every_field_of_it() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        Map<String, String> names = furnished();
        Map<String, List<String>> problems = new LinkedHashMap<>();
        Set<String> replayed = new HashSet<>();
        Set<String> missing = new HashSet<>();
        AzureExample.all().stream()
                .filter(example -> OPERATIONS.contains(example.operation()))
                .sorted(Comparator.comparing(example -> ORDER.indexOf(example.method())))
                .forEach(example -> {
                    replayed.add(example.operation());
                    Map<String, String> own = new HashMap<>(names);
                    own.put("alertId", names.getOrDefault("alert." + example.scopeKind(), "none"));
                    List<String> found = replay(example, own, missing);
                    if (!found.isEmpty()) {
                        problems.put(example.toString(), found);
                    }
                });

        assertThat(problems).isEmpty();
        assertThat(replayed).isEqualTo(OPERATIONS);
        assertThat(missing).as("listed as missing, and missing nowhere").isEqualTo(MISSING.keySet());
    }

    private List<String> replay(AzureExample example, Map<String, String> names, Set<String> missing) {
        JsonNode body = example.body();
        int times = example.method().equals("PUT") ? example.statuses().size() : 1;
        for (int time = 0; time < times; time++) {
            Answer answer = admin.ask(
                    example.method(),
                    example.target(names),
                    "application/json",
                    body.isMissingNode() ? "" : body.toString());
            int status = answer.status();
            if (times > 1
                    ? status != example.statuses().get(time)
                    : !example.statuses().contains(status)) {
                return List.of(status + " " + answer.body());
            }
            List<String> problems = example.response(status).isMissingNode()
                    ? List.of()
                    : unlisted(
                            new ExampleShape(field -> false).problems(example.response(status), answer.json()),
                            missing);
            if (!problems.isEmpty()) {
                return problems;
            }
        }
        return List.of();
    }

    /** The problems but those that are fields of {@link #MISSING}; these are noted, so that one which is answered after all is found. */
    private static List<String> unlisted(List<String> problems, Set<String> missing) {
        return problems.stream()
                .filter(problem -> MISSING.keySet().stream()
                        .filter(field -> problem.equals(field + ": missing") || problem.equals(field + ": empty"))
                        .findAny()
                        .map(missing::add)
                        .isEmpty())
                .toList();
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
