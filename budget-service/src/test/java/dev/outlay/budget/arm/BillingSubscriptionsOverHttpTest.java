package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a partner is invoiced for each subscription, from charges that were really recorded. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BillingSubscriptionsOverHttpTest {

    private static final String VERSION = "?api-version=2020-05-01";
    private final LocalDate thisMonth = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String profile = account + "/billingProfiles/" + name + "-chf";
    private final String first = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    BillingSubscriptionsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void both_months_are_added_up_exactly_in_the_currency_of_the_profile() {
        String last = thisMonth.minusMonths(1).plusDays(9).toString();
        charged.record(
                charged.charge("1").subscription(first, "a").on(last).billed("0.00000000001"),
                charged.charge("2").subscription(first, "b").on(last).billed("5000.25"),
                charged.charge("3")
                        .subscription(first, "a")
                        .on(thisMonth.toString())
                        .billed("600.125"),
                charged.charge("4")
                        .subscription(first, "a")
                        .on(thisMonth.minusMonths(2).toString()),
                charged.charge("tax")
                        .subscription(first, "a")
                        .on(last)
                        .category(ChargeCategory.TAX)
                        .billed("77"),
                charged.charge("purchase")
                        .subscription(first, null)
                        .on(last)
                        .category(ChargeCategory.PURCHASE)
                        .billed("1000"));

        JsonPath found =
                exact(get(ADMIN_AGENT, account + "/customers/customer-1/billingSubscriptions/" + first + VERSION));

        assertThat(found.getString("id")).isEqualTo(account + "/customers/customer-1/billingSubscriptions/" + first);
        assertThat(found.getString("properties.lastMonthCharges.value")).isEqualTo("6000.25000000001");
        assertThat(found.getString("properties.monthToDateCharges.value")).isEqualTo("600.125");
        assertThat(found.getString("properties.lastMonthCharges.currency")).isEqualTo("CHF");
        assertThat(found.getString("properties.subscriptionBillingStatus")).isEqualTo("Active");
        assertThat(found.getString("properties.billingProfileId")).isEqualTo(profile);
        assertThat(found.getString("properties.customerId")).isEqualTo(account + "/customers/customer-1");
        assertThat(found.getString("properties.purchaseDate")).isEqualTo(thisMonth.minusMonths(2) + "T00:00:00Z");
        assertThat(found.getString("properties.lastChargeDate")).isEqualTo(thisMonth + "T00:00:00Z");
    }

    @Test
    void what_is_listed_for_account_profile_and_customer_is_what_belongs_there() {
        String second = UUID.randomUUID().toString();
        charged.record(
                charged.charge("1").subscription(first, "a").customer("customer-1"),
                charged.charge("2")
                        .subscription(second, "a")
                        .customer("customer-2")
                        .profile(name + "-eur", "EUR"));

        assertThat(listed(account)).containsExactly(first, second);
        assertThat(listed(account + "/customers/CUSTOMER-1")).containsExactly(first);
        assertThat(listed(account + "/customers/customer-2")).containsExactly(second);
        assertThat(listed(profile)).containsExactly(first);
        assertThat(listed(account + "/billingProfiles/" + name + "-eur")).containsExactly(second);
        assertThat(listed(account + "/customers/nobody")).isEmpty();
        assertThat(get(GLOBAL_ADMIN, account + "/customers/customer-2/billingSubscriptions/" + first + VERSION)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, account + "/billingSubscriptions/" + second.toUpperCase(Locale.ROOT) + VERSION)
                        .jsonPath()
                        .getString("properties.monthToDateCharges.currency"))
                .isEqualTo("EUR");
    }

    @Test
    void a_moved_subscription_keeps_what_it_was_charged_with_each_customer() {
        charged.record(charged.charge("before")
                .subscription(first, "a")
                .customer("customer-1")
                .on(day(2))
                .billed("10"));
        charged.record(charged.charge("after")
                .subscription(first, "a")
                .customer("customer-2")
                .on(day(1))
                .billed("3"));

        JsonPath former = exact(get(GLOBAL_ADMIN, account + "/customers/customer-1/billingSubscriptions" + VERSION));
        JsonPath present = exact(get(GLOBAL_ADMIN, account + "/billingSubscriptions/" + first + VERSION));

        assertThat(former.getList("value.properties.subscriptionBillingStatus")).containsExactly("Inactive");
        assertThat(present.getString("properties.subscriptionBillingStatus")).isEqualTo("Active");
        assertThat(present.getString("properties.customerId")).endsWith("/customers/customer-2");
        assertThat(present.getString("properties.lastMonthCharges.value")).isEqualTo("3");
        assertThat(former.getString("value[0].properties.lastMonthCharges.value"))
                .isEqualTo("10");
    }

    /** Nobody's list shows what was charged before the move otherwise; another currency cannot be added to it. */
    @Test
    void a_subscription_that_moves_to_another_profile_keeps_what_it_was_charged_on_the_former_one() {
        String other = name + "-chf-2";
        charged.record(
                charged.charge("former").subscription(first, "a").on(day(2)).billed("10"),
                charged.charge("dearer")
                        .subscription(first, "a")
                        .profile(name + "-eur", "EUR")
                        .on(day(3))
                        .billed("500"),
                charged.charge("present")
                        .subscription(first, "a")
                        .profile(other, "CHF")
                        .on(thisMonth.toString())
                        .billed("3"));

        for (String scope : List.of(account, account + "/customers/customer-1")) {
            JsonPath found = exact(get(GLOBAL_ADMIN, scope + "/billingSubscriptions/" + first + VERSION));
            assertThat(found.getString("properties.billingProfileId")).endsWith("/billingProfiles/" + other);
            assertThat(found.getString("properties.lastMonthCharges.value")).isEqualTo("10");
            assertThat(found.getString("properties.monthToDateCharges.value")).isEqualTo("3");
        }
        JsonPath present =
                exact(get(GLOBAL_ADMIN, account + "/billingProfiles/" + other + "/billingSubscriptions" + VERSION));
        assertThat(present.getString("value[0].properties.lastMonthCharges.value"))
                .isEqualTo("0");
    }

    private String day(int before) {
        return thisMonth.minusDays(before).toString();
    }

    @Test
    void pages_follow_each_other_by_links_that_can_be_followed_as_they_are() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String subscription = UUID.randomUUID().toString();
            all.add(subscription);
            charged.record(charged.charge(subscription).subscription(subscription, "a"));
        }
        List<String> seen = new ArrayList<>();
        String next = account + "/billingSubscriptions" + VERSION + "&$top=2";
        int pages = 0;
        while (next != null) {
            Response page = get(GLOBAL_ADMIN, next);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            seen.addAll(page.jsonPath().getList("value.name"));
            next = page.jsonPath().getString("nextLink");
            pages++;
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        assertThat(pages).isEqualTo(3);
        assertThat(get(GLOBAL_ADMIN, account + "/billingSubscriptions" + VERSION + "&$top=1")
                        .jsonPath()
                        .getString("nextLink"))
                .startsWith(RestAssured.baseURI + ":" + RestAssured.port + account
                        + "/billingSubscriptions?api-version=2020-05-01&");
    }

    @Test
    void what_is_chosen_searched_and_ordered_comes_page_by_page_once() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String subscription = String.format(Locale.ROOT, "%08d", i)
                    + UUID.randomUUID().toString().substring(8);
            all.add(subscription);
            charged.record(charged.charge(subscription)
                    .subscription(subscription, "a")
                    .customer("customer-" + i % 2)
                    .on(thisMonth.toString())
                    .billed("" + i));
        }
        String list = account + "/billingSubscriptions" + VERSION;

        ListedPages odd = ListedPages.follow(list
                + ListedPages.query(
                        "$filter",
                        "customerId eq '" + account
                                + "/customers/CUSTOMER-1' and subscriptionBillingStatus eq 'Active'",
                        "$orderBy",
                        "properties/subscriptionId desc",
                        "$top",
                        "2",
                        "$count",
                        "true"));
        assertThat(odd.all()).containsExactly(all.get(11), all.get(9), all.get(7), all.get(5), all.get(3), all.get(1));
        assertThat(odd.names()).hasSize(3);
        assertThat(odd.total()).isEqualTo(6);
        ListedPages found = ListedPages.follow(profile + "/billingSubscriptions?api-version=2024-04-01"
                + ListedPages.query("search", "0000001", "top", "1", "skip", "1", "count", "true"));
        assertThat(found.all()).containsExactly(all.get(1), all.get(11));
        assertThat(found.total()).isEqualTo(3);
        assertThat(ListedPages.follow(account + "/customers/customer-0/billingSubscriptions" + VERSION + "&$top=4")
                        .names())
                .hasSize(2);
        assertThat(exact(get(GLOBAL_ADMIN, list + ListedPages.query("$filter", "name eq '" + all.get(5) + "'")))
                        .getString("value[0].properties.monthToDateCharges.value"))
                .isEqualTo("5");
        assertThat(get(GLOBAL_ADMIN, list + "&$filter=color%20eq%20'x'")
                        .jsonPath()
                        .getString("error.message"))
                .contains("subscriptionBillingStatus");
    }

    @Test
    void what_no_list_has_said_is_refused() {
        for (String query : List.of("&$skiptoken=%25%25", "&$skiptoken=AA", "&$top=0", "&$top=1001", "&$top=x")) {
            Response refused = get(GLOBAL_ADMIN, account + "/billingSubscriptions" + VERSION + query);
            assertThat(refused.statusCode()).as(query + refused.asString()).isEqualTo(400);
        }
        Response denied = as(UUID.randomUUID().toString(), "customer-1", "GlobalAdmin")
                .get(account + "/billingSubscriptions" + VERSION + "&$top=0");
        assertThat(denied.statusCode()).isEqualTo(403);
    }

    private static List<String> listed(String scope) {
        Response list = get(GLOBAL_ADMIN, scope + "/billingSubscriptions" + VERSION);
        assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
        return list.jsonPath().getList("value.name");
    }

    private static JsonPath exact(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath(
                JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    }
}
