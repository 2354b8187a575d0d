package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.ListedPages.query;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which subscriptions and tenants Azure's clients find when somebody signs in. Each test has accounts, customers and people of its own. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class SeenSubscriptionsOverHttpTest {

    private static final String RESOURCES = "?api-version=2022-12-01";
    private static final String BILLING = "?api-version=2024-04-01";
    private static final String AUTHORIZATION = "?api-version=2022-04-01";
    private static final String NAMED = "{\"properties\":{\"displayName\":\"Landing zone\"}}";
    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts/";

    /** The end of the ids of a test's subscriptions, by which it finds them among those of others. */
    private final String own = UUID.randomUUID().toString().substring(8);

    private final String account = ACCOUNTS + "acc-" + UUID.randomUUID();
    private final String customer = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();
    private final String user = UUID.randomUUID().toString();

    @Test
    void a_customer_s_user_sees_its_own_customer_s_where_it_has_a_role_while_the_policy_allows_it() {
        String group = "/providers/Microsoft.Management/managementGroups/" + UUID.randomUUID();
        stated(account, customer, subscription(1), subscription(2), subscription(3), subscription(4));
        stated(account, other, subscription(5));
        as(GLOBAL_ADMIN).put(group + "/subscriptions/" + subscription(3) + "?api-version=2020-05-01");
        assign("/subscriptions/" + subscription(1).toUpperCase(Locale.ROOT), user);
        assign("/subscriptions/" + subscription(2) + "/resourceGroups/web", user);
        assign(group, user);
        assign("/subscriptions/" + subscription(5), user);
        assign("/subscriptions/" + subscription(6), user);
        policy(account, other, "Allowed");

        assertThat(seen(user, customer)).as("not allowed").isEmpty();
        assertThat(one(user, customer, subscription(1)).statusCode()).isEqualTo(404);
        policy(account, customer, "Allowed");

        assertThat(seen(user, customer)).isEqualTo(ids(1, 2, 3));
        assertThat(seen(user, other)).as("the same person as another's").isEqualTo(ids(5));
        assertThat(seen(user, PARTNER_TENANT))
                .as("the partner's whatever the policy")
                .isEqualTo(ids(1, 2, 3, 5));
        assertThat(seen(UUID.randomUUID().toString(), customer))
                .as("without a role")
                .isEmpty();
        for (String hidden : ids(4, 5, 6)) {
            Response refused = one(user, customer, hidden);
            assertThat(refused.statusCode()).as(hidden).isEqualTo(404);
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("SubscriptionNotFound");
        }
        policy(account, customer, "NotAllowed");
        assertThat(seen(user, customer)).as("not allowed any more").isEmpty();
    }

    @Test
    void it_is_shown_as_azure_shows_it() {
        stated(account, customer, subscription(1));
        policy(account, customer, "Allowed");
        assign("/subscriptions/" + subscription(1), user);

        Response shown = one(user, customer, subscription(1).toUpperCase(Locale.ROOT));

        assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
        assertThat(shown.jsonPath().getMap(""))
                .isEqualTo(Map.of(
                        "id",
                        "/subscriptions/" + subscription(1),
                        "subscriptionId",
                        subscription(1),
                        "tenantId",
                        customer,
                        "displayName",
                        "Landing zone",
                        "state",
                        "Enabled",
                        "authorizationSource",
                        "RoleBased",
                        "managedByTenants",
                        List.of()));
        assertThat(subscriptions(as(user, customer), "").getMap("value[0]"))
                .isEqualTo(shown.jsonPath().getMap(""));
    }

    @Test
    void one_that_has_moved_is_disabled_for_whom_it_has_left() {
        stated(account, customer, subscription(1));
        stated(account, other, subscription(1));
        Stream.of(customer, other).forEach(each -> policy(account, each, "Allowed"));
        assign("/subscriptions/" + subscription(1), user);

        assertThat(one(user, customer, subscription(1)).jsonPath().getString("state"))
                .isEqualTo("Disabled");
        assertThat(one(user, customer, subscription(1)).jsonPath().getString("tenantId"))
                .isEqualTo(customer);
        for (String tenant : new String[] {other, PARTNER_TENANT}) {
            JsonPath now = one(user, tenant, subscription(1)).jsonPath();
            assertThat(now.getString("state")).as(tenant).isEqualTo("Enabled");
            assertThat(now.getString("tenantId")).as(tenant).isEqualTo(other);
        }
        assertThat(seen(user, PARTNER_TENANT)).as("once").isEqualTo(ids(1));
    }

    /** Names that are too long for a key are told by a digest, and there are accounts with the same customer. */
    @Test
    void the_policy_of_the_account_decides_in_which_it_is_the_customer_s() {
        String elsewhere = ACCOUNTS + "b".repeat(1_000);
        String unlike = "l".repeat(950) + "-" + own;
        stated(account, customer, subscription(1));
        stated(elsewhere, customer, subscription(2), unlike);
        policy(account, customer, "Allowed");
        Stream.of(subscription(1), subscription(2), unlike).forEach(each -> assign("/subscriptions/" + each, user));
        assertThat(seen(user, customer)).isEqualTo(ids(1));

        policy(elsewhere, customer, "Allowed");
        policy(account, customer, "NotAllowed");

        assertThat(seen(user, customer)).containsExactly(subscription(2), unlike);
        assertThat(one(user, customer, unlike).statusCode()).isEqualTo(200);
        policy(elsewhere, customer, "NotAllowed");
        assertThat(seen(user, customer)).isEmpty();
    }

    @Test
    void the_partner_s_admins_see_all_and_its_other_people_those_where_they_have_a_role() {
        stated(account, customer, subscription(1), subscription(2), subscription(3));
        assign("/subscriptions/" + subscription(2), user);
        String mine = query("$filter", "contains(subscriptionId, '" + own + "')");

        assertThat(pages(link -> get(GLOBAL_ADMIN, link), "/subscriptions" + RESOURCES + mine + "&$top=2"))
                .containsExactly(ids(1, 2), ids(3));
        assertThat(get(ADMIN_AGENT, "/subscriptions/" + subscription(3) + RESOURCES)
                        .jsonPath()
                        .getString("tenantId"))
                .isEqualTo(customer);
        assertThat(get(GLOBAL_ADMIN, "/subscriptions/" + subscription(9) + RESOURCES)
                        .statusCode())
                .isEqualTo(404);
        assertThat(seen(user, PARTNER_TENANT)).isEqualTo(ids(2));
        assertThat(seen(UUID.randomUUID().toString(), PARTNER_TENANT)).isEmpty();
        assertThat(subscriptions(as(user, customer, "GlobalAdmin"), "").getList("value"))
                .as("a customer's user that says it is Global admin")
                .isEmpty();
    }

    @Test
    void the_list_has_pages_an_order_and_a_number() {
        stated(account, customer, subscription(1), subscription(2), subscription(3), subscription(4), subscription(5));
        policy(account, customer, "Allowed");
        ids(5, 3, 1, 2, 4).forEach(each -> assign("/subscriptions/" + each, user));
        ids(2, 5).forEach(each -> assign("/subscriptions/" + each + "/resourceGroups/web", user));
        Function<String, Response> ask = link -> as(user, customer).get(link);

        assertThat(pages(ask, "/Subscriptions/" + RESOURCES + "&$top=2")).containsExactly(ids(1, 2), ids(3, 4), ids(5));
        assertThat(pages(
                        ask,
                        "//SUBSCRIPTIONS" + RESOURCES + "&$top=3" + query("$orderBy", "state, subscriptionId desc")))
                .containsExactly(ids(5, 4, 3), ids(2, 1));
        assertThat(subscriptions(
                                as(user, customer),
                                "&$top=1&$count=true" + query("$filter", "state eq 'enabled'", "$search", "landing"))
                        .getLong("totalCount"))
                .isEqualTo(5);
        assertThat(subscriptions(as(user, PARTNER_TENANT), "&$count=true").getLong("totalCount"))
                .isEqualTo(5);
        assertThat(subscriptions(as(GLOBAL_ADMIN), "&$top=1&$count=true").getLong("totalCount"))
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void whoever_has_a_token_finds_its_own_tenant_and_no_other_one() {
        for (String version : List.of("2016-06-01", "2019-11-01", "2022-12-01")) {
            Response tenants = get(OUTSIDER, "/tenants?api-version=" + version);
            assertThat(tenants.statusCode()).as(tenants.asString()).isEqualTo(200);
            assertThat(tenants.jsonPath().getList("value"))
                    .containsExactly(Map.of(
                            "id",
                            "/tenants/" + OUTSIDER.tenantId(),
                            "tenantId",
                            OUTSIDER.tenantId(),
                            "tenantCategory",
                            "Home"));
        }
        assertThat(as(user, "").get("/tenants" + RESOURCES).jsonPath().getList("value"))
                .isEmpty();
        assertThat(as(user, "").get("/subscriptions" + RESOURCES).jsonPath().getList("value"))
                .isEmpty();
    }

    @Test
    void what_is_malformed_is_refused_and_nothing_is_said_without_a_token() {
        for (String path : List.of("/subscriptions", "/subscriptions/" + subscription(1), "/tenants")) {
            assertThat(given().get(path + RESOURCES).statusCode()).as(path).isEqualTo(401);
            assertThat(get(OUTSIDER, path).jsonPath().getString("error.code")).isEqualTo("MissingApiVersionParameter");
            assertThat(get(OUTSIDER, path + "?api-version=1999-01-01")
                            .jsonPath()
                            .getString("error.code"))
                    .isEqualTo("NoRegisteredProviderFound");
            assertThat(as(GLOBAL_ADMIN).body("{}").put(path + RESOURCES).statusCode())
                    .isEqualTo(405);
        }
        for (String wrong : List.of("&$top=0", "&$skiptoken=AA", "&$orderBy=tenantId", "&$filter=name%20eq%20'x'")) {
            assertThat(get(OUTSIDER, "/subscriptions" + RESOURCES + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private String subscription(int number) {
        return String.format(Locale.ROOT, "%08d", number) + own;
    }

    private List<String> ids(int... numbers) {
        return Arrays.stream(numbers).mapToObj(this::subscription).toList();
    }

    private static List<String> seen(String user, String tenant) {
        return subscriptions(as(user, tenant), "").getList("value.subscriptionId");
    }

    private static JsonPath subscriptions(RequestSpecification by, String query) {
        Response list = by.get("/subscriptions" + RESOURCES + query);
        assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
        return list.jsonPath();
    }

    private static Response one(String user, String tenant, String subscription) {
        return as(user, tenant).get("/subscriptions/" + subscription + RESOURCES);
    }

    /** The ids on each page, as the links lead from one to the next. */
    private static List<List<String>> pages(Function<String, Response> ask, String first) {
        List<List<String>> pages = new ArrayList<>();
        String next = first;
        while (next != null) {
            Response page = ask.apply(next);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            pages.add(page.jsonPath().getList("value.subscriptionId"));
            next = page.jsonPath().getString("nextLink");
            assertThat(pages).hasSizeLessThan(10);
        }
        return pages;
    }

    private static void stated(String account, String customer, String... subscriptions) {
        for (String each : subscriptions) {
            Response stated = put(
                    GLOBAL_ADMIN,
                    account + "/customers/" + customer + "/billingSubscriptions/" + each + BILLING,
                    NAMED);
            assertThat(stated.statusCode()).as(stated.asString()).isEqualTo(200);
        }
    }

    private static void policy(String account, String customer, String viewCharges) {
        Response set = put(
                GLOBAL_ADMIN,
                account + "/customers/" + customer + "/policies/default?api-version=2020-05-01",
                "{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    }

    private static void assign(String scope, String principal) {
        Response assigned = put(
                GLOBAL_ADMIN,
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID() + AUTHORIZATION,
                "{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalId\":\"" + principal + "\"}}");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }
}
