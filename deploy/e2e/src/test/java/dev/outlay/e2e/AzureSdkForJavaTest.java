package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.costmanagement.models.Alert;
import com.azure.resourcemanager.resources.fluent.ResourcesClient;
import com.azure.resourcemanager.resources.fluent.models.GenericResourceInner;
import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.AzureClients;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.Steadily;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a partner's program in Java does against Azure, with Azure's SDK as it is, over TLS. */
@Tag("full")
class AzureSdkForJavaTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String BUDGETS = "2019-10-01";
    private static final String CUSTOMERS = "2020-05-01";
    private static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    private static final String POLICIES = "2019-10-01-preview";
    private static final String ROLES = "2022-04-01";

    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("sdk");
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final AzureClients azure = AzureClients.of(outlay, GLOBAL_ADMIN, subscription);
    private final ResourcesClient resources = azure.resources();

    @Test
    void a_budget_is_made_read_changed_and_deleted_at_each_of_five_scopes() {
        charge("1", "50");
        assignOwner();
        for (String scope : List.of(
                account.id(),
                account.id() + "/billingProfiles/CHFP-" + account.name(),
                account.customer(customer),
                "/subscriptions/" + subscription,
                "/subscriptions/" + subscription + "/resourceGroups/rg-web")) {
            String id = scope + "/providers/Microsoft.Consumption/budgets/from-the-sdk";
            assertThat(statusOf(() -> resources.getById(id, BUDGETS))).as(scope).isEqualTo(404);

            GenericResourceInner made = resources.createOrUpdateById(id, BUDGETS, budget(1000));
            assertThat(made.name()).as(scope).isEqualTo("from-the-sdk");
            assertThat(made.type()).as(scope).isEqualToIgnoringCase("Microsoft.Consumption/budgets");
            GenericResourceInner read = resources.getById(id, BUDGETS);
            assertThat(number(read, "amount")).as(scope).isEqualByComparingTo("1000");
            assertThat(properties(read)).as(scope).containsEntry("timeGrain", "Monthly");
            await("spend at " + scope).atMost(SOON).untilAsserted(() -> assertThat(
                            spend(resources.getById(id, BUDGETS)))
                    .isEqualByComparingTo("50"));

            resources.createOrUpdateById(id, BUDGETS, budget(2000));
            assertThat(number(resources.getById(id, BUDGETS), "amount"))
                    .as(scope)
                    .isEqualByComparingTo("2000");
            resources.deleteById(id, BUDGETS);
            assertThat(statusOf(() -> resources.getById(id, BUDGETS))).as(scope).isEqualTo(404);
        }
    }

    @Test
    void the_alert_of_a_crossing_is_listed() {
        String scope = account.customer(customer);
        resources.createOrUpdateById(
                scope + "/providers/Microsoft.CostManagement/budgets/small", "2023-11-01", budget(100));
        charge("1", "90.5");
        Steadily.holds("one alert", SOON, () -> assertThat(
                        azure.costs().alerts().list(scope).value())
                .hasSize(1));
        Alert alert = azure.costs().alerts().list(scope).value().getFirst();
        assertThat(alert.costEntityId()).isEqualTo("small");
        assertThat(alert.status()).hasToString("Active");
        assertThat(alert.definition().criteria()).hasToString("CostThresholdExceeded");
        assertThat(alert.details().threshold()).isEqualByComparingTo("0.8");
        assertThat(alert.details().amount()).isEqualByComparingTo("100");
        assertThat(alert.details().currentSpend()).isEqualByComparingTo("90.5");
        assertThat(alert.details().unit()).isEqualTo("CHF");
    }

    @Test
    void a_customer_is_read_and_its_policy_is_read_and_set() {
        charge("1", "1");
        String id = account.customer(customer);
        await("customer").atMost(SOON).until(() -> statusOf(() -> resources.getById(id, CUSTOMERS)) == 200);
        assertThat(properties(resources.getById(id, CUSTOMERS)))
                .containsEntry("agreementType", "MicrosoftCustomerAgreement");
        String policy = id + "/policies/default";
        assertThat(properties(resources.getById(policy, POLICIES))).containsEntry("viewCharges", "NotAllowed");
        resources.createOrUpdateById(
                policy, POLICIES, new GenericResourceInner().withProperties(Map.of("viewCharges", "Allowed")));
        assertThat(properties(resources.getById(policy, POLICIES))).containsEntry("viewCharges", "Allowed");
        // In the version of 2024 it is a long-running operation, which the SDK polls to its end.
        GenericResourceInner withdrawn = resources.createOrUpdateById(
                policy, "2024-04-01", new GenericResourceInner().withProperties(Map.of("viewCharges", "NotAllowed")));
        assertThat(properties(withdrawn))
                .containsEntry("viewCharges", "NotAllowed")
                .containsEntry("provisioningState", "Succeeded");
    }

    @Test
    void billing_accounts_customers_and_subscriptions_are_listed() {
        charge("1", "1");

        assertThat(listed("/providers/Microsoft.Billing/billingAccounts")).contains(account.name());
        assertThat(listed(account.id() + "/customers")).containsExactly(customer);
        assertThat(listed(account.customer(customer) + "/billingSubscriptions")).containsExactly(subscription);
        assertThat(listed(account.id() + "/billingSubscriptions")).containsExactly(subscription);
    }

    /** The names on all pages of a list, asked for through the SDK's own pipeline: it has no model of billing. */
    private List<String> listed(String path) {
        List<String> names = new ArrayList<>();
        String next = outlay.tlsUrl() + path + "?api-version=" + CUSTOMERS;
        while (!next.isEmpty()) {
            JsonNode page;
            try (HttpResponse answer = azure.pipeline().sendSync(new HttpRequest(HttpMethod.GET, next), Context.NONE)) {
                page = Answer.json(answer.getBodyAsBinaryData().toString());
                assertThat(answer.getStatusCode()).as(page.toString()).isEqualTo(200);
            }
            page.path("value").forEach(item -> names.add(item.path("name").asText()));
            next = page.path("nextLink").asText("");
        }
        return names;
    }

    @Test
    void what_is_refused_arrives_with_its_code() {
        charge("1", "1");
        String id = account.id() + "/providers/Microsoft.Consumption/budgets/refused";
        ManagementException invalid = catchThrowableOfType(
                ManagementException.class, () -> resources.createOrUpdateById(id, BUDGETS, budget(-5)));
        assertThat(invalid.getResponse().getStatusCode()).isEqualTo(400);
        assertThat(invalid.getValue().getCode()).isNotBlank();
        assertThat(invalid.getValue().getMessage()).contains("amount");
        ResourcesClient outsider =
                AzureClients.of(outlay, OUTSIDER, subscription).resources();
        assertThat(statusOf(() -> outsider.createOrUpdateById(id, BUDGETS, budget(10))))
                .isEqualTo(403);
    }

    @Test
    void a_role_is_made_read_changed_assigned_and_deleted_by_its_id() {
        String scope = "/subscriptions/" + subscription;
        String id = scope + "/providers/Microsoft.Authorization/roleDefinitions/" + UUID.randomUUID();
        assertThat(statusOf(() -> resources.getById(id, ROLES))).isEqualTo(404);
        GenericResourceInner made =
                resources.createOrUpdateById(id, ROLES, role(scope, "Microsoft.Consumption/*/read"));
        assertThat(made.id()).isEqualTo(id);
        assertThat(made.type()).isEqualTo("Microsoft.Authorization/roleDefinitions");
        resources.createOrUpdateById(id, ROLES, role(scope, "*/read"));
        assertThat(properties(resources.getById(id, ROLES)))
                .containsEntry("type", "CustomRole")
                .containsEntry("assignableScopes", List.of(scope))
                .extractingByKey("permissions")
                .asString()
                .contains("*/read")
                .doesNotContain("Consumption");

        String assignment = scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        resources.createOrUpdateById(
                assignment,
                ROLES,
                new GenericResourceInner()
                        .withProperties(Map.of("roleDefinitionId", id, "principalId", GLOBAL_ADMIN.principalId())));
        ManagementException assigned =
                catchThrowableOfType(ManagementException.class, () -> resources.deleteById(id, ROLES));
        assertThat(assigned.getValue().getCode()).isEqualTo("RoleDefinitionHasAssignments");
        resources.deleteById(assignment, ROLES);
        resources.deleteById(id, ROLES);
        assertThat(statusOf(() -> resources.getById(id, ROLES))).isEqualTo(404);
    }

    private static GenericResourceInner role(String scope, String action) {
        return new GenericResourceInner()
                .withProperties(Map.of(
                        "roleName",
                        "Watcher of " + scope,
                        "type",
                        "CustomRole",
                        "permissions",
                        List.of(Map.of("actions", List.of(action), "notActions", List.of())),
                        "assignableScopes",
                        List.of(scope)));
    }

    /** Also the partner's own people reach a subscription by a role there (Azure's built-in id of Owner). */
    private void assignOwner() {
        GenericResourceInner assigned = resources.createOrUpdateById(
                "/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID(),
                "2022-04-01",
                new GenericResourceInner()
                        .withProperties(Map.of(
                                "roleDefinitionId",
                                "/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleDefinitions/"
                                        + OWNER,
                                "principalId",
                                GLOBAL_ADMIN.principalId())));
        assertThat(properties(assigned)).containsEntry("principalId", GLOBAL_ADMIN.principalId());
    }

    private void charge(String id, String amount) {
        CostEvents.accepted(
                outlay.publisher(),
                List.of(new Charge(
                        id, account, customer, subscription, new BigDecimal(amount), new BigDecimal(amount))));
        await("charge is counted").atMost(SOON).until(() -> outlay.ledger().ledgerRows(account.name()) > 0);
    }

    private static GenericResourceInner budget(int amount) {
        return new GenericResourceInner()
                .withProperties(Map.of(
                        "category",
                        "Cost",
                        "amount",
                        amount,
                        "timeGrain",
                        "Monthly",
                        "timePeriod",
                        Map.of("startDate", Charge.thisMonth() + "T00:00:00Z"),
                        "notifications",
                        Map.of(
                                "Actual_GreaterThan_80_Percent",
                                Map.of(
                                        "enabled",
                                        true,
                                        "operator",
                                        "GreaterThan",
                                        "threshold",
                                        80,
                                        "contactEmails",
                                        List.of("sdk@example.com")))));
    }

    @SuppressWarnings("unchecked") // a generic resource's properties are a JSON object, whatever it is
    private static Map<String, Object> properties(GenericResourceInner resource) {
        return (Map<String, Object>) resource.properties();
    }

    private static BigDecimal number(GenericResourceInner resource, String property) {
        return new BigDecimal(String.valueOf(properties(resource).get(property)));
    }

    private static BigDecimal spend(GenericResourceInner budget) {
        Map<?, ?> spend = (Map<?, ?>) properties(budget).get("currentSpend");
        return new BigDecimal(String.valueOf(spend == null ? "0" : spend.get("amount")));
    }

    private static int statusOf(Runnable call) {
        try {
            call.run();
            return 200;
        } catch (ManagementException refused) {
            return refused.getResponse().getStatusCode();
        }
    }
}
