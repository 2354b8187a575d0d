package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who changed policies, roles, groups and what is said of accounts, profiles and customers. Each test has an account, groups and subscriptions of its own. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AuditOfAccessAndBillingTest {

    private static final String BILLING = "?api-version=2020-05-01";
    private static final String AUTHORIZATION = "?api-version=2022-04-01";
    private static final String GROUPS = "/providers/Microsoft.Management/managementGroups/";

    private final String account = "/providers/Microsoft.Billing/billingAccounts/Traced-" + UUID.randomUUID();
    private final String customer = account + "/customers/" + UUID.randomUUID();
    private final String policy = customer + "/policies/default" + BILLING;
    private final String subscription = "/subscriptions/" + UUID.randomUUID();

    @Test
    void a_policy_is_traced_with_who_when_before_and_after() {
        put(GLOBAL_ADMIN, customer + BILLING, agreement("MicrosoftCustomerAgreement"));
        Response first = put(GLOBAL_ADMIN, policy, viewCharges("Allowed"));
        Response second = put(ADMIN_AGENT, policy, viewCharges("NotAllowed"));

        JsonPath audit = audit("scope=" + customer + "&kind=policy");
        assertThat(audit.getList("value.action")).containsExactly("changed", "changed");
        assertThat(audit.getList("value.principal"))
                .containsExactly(ADMIN_AGENT.principalId(), GLOBAL_ADMIN.principalId());
        assertThat(audit.getList("value.requestId"))
                .containsExactly(second.header("x-ms-request-id"), first.header("x-ms-request-id"));
        assertThat(audit.getList("value.name")).containsOnly("default");
        assertThat(audit.getList("value.scope")).containsOnly(customer);
        assertThat(audit.getString("value[0].budget")).isNull();
        assertThat(audit.getString("value[0].budgetId")).isNull();
        assertThat(audit.getString("value[1].before.viewCharges")).isEqualTo("NotAllowed");
        assertThat(audit.getString("value[1].after.viewCharges")).isEqualTo("Allowed");
        assertThat(audit.getString("value[0].before.viewCharges")).isEqualTo("Allowed");
        assertThat(audit.getString("value[0].after.viewCharges")).isEqualTo("NotAllowed");
    }

    @Test
    void another_agreement_is_traced_and_so_is_the_policy_that_it_takes_away() {
        put(GLOBAL_ADMIN, customer + BILLING, agreement("MicrosoftCustomerAgreement"));
        put(GLOBAL_ADMIN, policy, viewCharges("Allowed"));
        put(GLOBAL_ADMIN, customer + BILLING, agreement("CspOffer"));

        JsonPath audit = audit("scope=" + customer);
        assertThat(audit.getList("value.kind")).containsExactly("policy", "customer", "policy", "customer");
        assertThat(audit.getList("value.action")).containsExactly("changed", "changed", "changed", "created");
        assertThat(audit.getString("value[1].before.agreementType")).isEqualTo("MicrosoftCustomerAgreement");
        assertThat(audit.getString("value[1].after.agreementType")).isEqualTo("CspOffer");
        assertThat(audit.getString("value[0].before.viewCharges")).isEqualTo("Allowed");
        assertThat(audit.getString("value[0].after.viewCharges")).isEqualTo("NotAllowed");
    }

    @Test
    void what_is_said_of_accounts_and_profiles_is_traced() {
        String profile = account + "/billingProfiles/P1";
        put(GLOBAL_ADMIN, account + BILLING, "{\"properties\":{\"displayName\":\"Before\"}}");
        put(GLOBAL_ADMIN, account + BILLING, "{\"properties\":{\"displayName\":\"After\",\"organizationId\":\"o-1\"}}");
        put(GLOBAL_ADMIN, profile + BILLING, "{\"properties\":{\"currency\":\"SEK\",\"poNumber\":\"4711\"}}");

        JsonPath audit = audit("scope=" + account);
        assertThat(audit.getList("value.kind")).containsExactly("billingProfile", "billingAccount", "billingAccount");
        assertThat(audit.getList("value.action")).containsExactly("created", "changed", "created");
        assertThat(audit.getString("value[1].before.displayName")).isEqualTo("Before");
        assertThat(audit.getString("value[1].after.displayName")).isEqualTo("After");
        assertThat(audit.getString("value[1].after.organizationId")).isEqualTo("o-1");
        assertThat(audit.getString("value[0].after.currency")).isEqualTo("SEK");
        assertThat(audit.getString("value[0].after.poNumber")).isEqualTo("4711");
        assertThat(audit("scope=" + account + "&kind=BillingProfile&name=p1").getList("value"))
                .hasSize(1);
    }

    @Test
    void a_role_assignment_is_traced_from_its_making_to_its_end() {
        for (String scope : List.of(subscription, GROUPS + "Traced-" + UUID.randomUUID())) {
            String name = UUID.randomUUID().toString();
            String principal = UUID.randomUUID().toString();
            String path = scope + "/providers/Microsoft.Authorization/roleAssignments/" + name + AUTHORIZATION;
            put(GLOBAL_ADMIN, path, role("Reader", principal));
            put(ADMIN_AGENT, path, role("Owner", principal));
            as(GLOBAL_ADMIN).delete(path);
            as(GLOBAL_ADMIN).delete(path);

            JsonPath audit = audit("scope=" + scope);
            assertThat(audit.getList("value.kind")).containsOnly("roleAssignment");
            assertThat(audit.getList("value.name")).containsOnly(name);
            assertThat(audit.getList("value.action")).containsExactly("deleted", "changed", "created");
            assertThat(audit.getString("value[1].before.roleDefinitionName")).isEqualTo("Reader");
            assertThat(audit.getString("value[1].after.roleDefinitionName")).isEqualTo("Owner");
            assertThat(audit.getString("value[0].before.principalId")).isEqualTo(principal);
            assertThat(audit.getString("value[0].after")).isNull();
        }
    }

    @Test
    void a_subscription_that_moves_from_group_to_group_is_traced_at_both() {
        String first = GROUPS + "First-" + UUID.randomUUID();
        String second = GROUPS + "Second-" + UUID.randomUUID();
        put(GLOBAL_ADMIN, first + subscription + BILLING, "");
        put(ADMIN_AGENT, second + subscription + BILLING, "");
        as(GLOBAL_ADMIN).delete(first + subscription + BILLING);
        as(GLOBAL_ADMIN).delete(second + subscription + BILLING);

        assertThat(audit("scope=" + first).getList("value.action")).containsExactly("deleted", "created");
        assertThat(audit("scope=" + first).getList("value.principal"))
                .containsExactly(ADMIN_AGENT.principalId(), GLOBAL_ADMIN.principalId());
        JsonPath there = audit("scope=" + second);
        assertThat(there.getList("value.action")).containsExactly("deleted", "created");
        assertThat(there.getList("value.kind")).containsOnly("managementGroupSubscription");
        assertThat(there.getString("value[1].after.managementGroup")).isEqualTo(second);
    }

    @Test
    void what_is_refused_leaves_no_entry() {
        put(OUTSIDER, policy, viewCharges("Allowed"));
        put(GLOBAL_ADMIN, policy, viewCharges("Perhaps"));
        put(OUTSIDER, account + BILLING, "{\"properties\":{\"displayName\":\"x\"}}");
        put(GLOBAL_ADMIN, customer + BILLING, "{");
        assertThat(audit("scope=" + account).getList("value")).isEmpty();

        put(GLOBAL_ADMIN, customer + BILLING, agreement("CspOffer"));
        Response without = put(GLOBAL_ADMIN, policy, viewCharges("Allowed"));
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(audit("scope=" + customer).getList("value.kind")).containsExactly("customer");

        String name = subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        put(OUTSIDER, name + AUTHORIZATION, role("Owner", OUTSIDER.principalId()));
        put(GLOBAL_ADMIN, name + AUTHORIZATION, role("Emperor", OUTSIDER.principalId()));
        assertThat(audit("scope=" + subscription).getList("value")).isEmpty();
    }

    /** What an entry calls before is what the change found, whoever else changes the same thing at the same time. */
    @Test
    void changes_in_parallel_make_one_chain() throws Exception {
        put(GLOBAL_ADMIN, customer + BILLING, agreement("MicrosoftCustomerAgreement"));
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int change = 0; change < 24; change++) {
            String wanted = change % 3 == 0 ? "Allowed" : "NotAllowed";
            changes.add(() -> put(GLOBAL_ADMIN, policy, viewCharges(wanted)).statusCode());
        }
        try (ExecutorService eight = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : eight.invokeAll(changes)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }

        JsonPath audit = audit("scope=" + customer + "&kind=policy");
        List<String> before = audit.getList("value.before.viewCharges");
        List<String> after = audit.getList("value.after.viewCharges");
        assertThat(after).hasSize(24);
        assertThat(before).hasSize(24);
        assertThat(before.getLast()).as("what the first found").isEqualTo("NotAllowed");
        assertThat(before.subList(0, 23)).isEqualTo(after.subList(1, 24));
        assertThat(after.getFirst())
                .isEqualTo(get(GLOBAL_ADMIN, policy).jsonPath().getString("properties.viewCharges"));
    }

    /** While it is being replaced, a replica of the version before keeps its entries under the former name. */
    @Test
    void an_entry_of_the_version_before_is_found() {
        String budget = "from-before-" + UUID.randomUUID();
        Client.sql(
                "insert into budget_audit (budget_uuid, at, principal, tenant, action, before, after, scope_arm_id, scope_key, budget_name,"
                        + " request_id) values (gen_random_uuid(), now(), 'p', 't', 'created', null, '{}', '" + account
                        + "', lower('" + account + "'), '" + budget + "', 'r')");

        assertThat(audit("budget=" + budget).getList("value.kind")).containsExactly("budget");
    }

    @Test
    void kinds_are_told_apart() {
        put(GLOBAL_ADMIN, customer + BILLING, agreement("MicrosoftCustomerAgreement"));
        put(GLOBAL_ADMIN, policy, viewCharges("Allowed"));
        put(
                GLOBAL_ADMIN,
                customer + "/providers/Microsoft.Consumption/budgets/default" + VERSION,
                BudgetBodies.monthly("10"));

        assertThat(audit("scope=" + customer + "&budget=default").getList("value.kind"))
                .containsExactly("budget");
        assertThat(audit("scope=" + customer + "&name=default").getList("value.kind"))
                .containsExactly("budget", "policy");
        assertThat(audit("scope=" + customer + "&kind=policy").getList("value.kind"))
                .containsExactly("policy");
    }

    private static String viewCharges(String value) {
        return "{\"properties\":{\"viewCharges\":\"" + value + "\"}}";
    }

    private static String agreement(String type) {
        return "{\"properties\":{\"agreementType\":\"" + type + "\"}}";
    }

    private static String role(String role, String principal) {
        return "{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principal + "\"}}";
    }

    private static JsonPath audit(String query) {
        Response found = get(GLOBAL_ADMIN, "/v1/audit?" + query);
        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        return found.jsonPath();
    }
}
