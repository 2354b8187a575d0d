package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.GroupedSubscription.VERSION;
import static dev.outlay.budget.arm.GroupedSubscription.body;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Resource groups as resources of Resource Manager: which there are, what is said of them, and what their deletion does. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ResourceGroupsOverHttpTest {

    private static final String BUDGETS = "/providers/Microsoft.Consumption/budgets/kept" + Client.VERSION;

    private final Vertx vertx;
    private final RecordCharges record;
    private GroupedSubscription subscription;
    private String owner = "";

    @Inject
    ResourceGroupsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = new GroupedSubscription(vertx, record);
        owner = GroupedSubscription.principal("Owner", subscription.scope());
    }

    /** A new request each time, which has nothing of the one before. */
    private RequestSpecification owner() {
        return as(owner, PARTNER_TENANT);
    }

    private Response made(String name, String location, String tags) {
        return owner().body(body(location, tags)).put(subscription.group(name));
    }

    private static JsonPath read(RequestSpecification by, String path) {
        Response answer = by.get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static void refused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("error.code")).isEqualTo(code);
    }

    private List<String> names(String more) {
        return read(owner(), subscription.groups() + more).getList("value.name");
    }

    @Test
    void those_that_charges_name_are_there_and_are_nowhere_in_particular() {
        JsonPath list = read(owner(), subscription.groups());
        assertThat(list.<String>getList("value.name")).containsExactly("Api", "web");
        assertThat(list.<String>getList("value.location")).containsOnly("global");

        JsonPath web = read(owner(), subscription.group("WEB"));
        assertThat(web.<Map<String, Object>>get("$"))
                .isEqualTo(Map.of(
                        "id",
                        subscription.scope() + "/resourceGroups/web",
                        "name",
                        "web",
                        "type",
                        "Microsoft.Resources/resourceGroups",
                        "location",
                        "global",
                        "tags",
                        Map.of(),
                        "properties",
                        Map.of("provisioningState", "Succeeded")));
        assertThat(owner().head(subscription.group("web")).statusCode()).isEqualTo(204);
        assertThat(owner().head(subscription.group("mail")).statusCode()).isEqualTo(404);
        refused(owner().get(subscription.group("mail")), 404, "ResourceGroupNotFound");
    }

    @Test
    void one_is_made_read_changed_and_listed_by_its_tags() {
        Response first = made("Mail", "West Europe", "{\"Env\":\"prod\",\"cost center\":\"4711\"}");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(first.asString())
                .isEqualTo(owner().get(subscription.group("mail")).asString());
        assertThat(first.jsonPath().getString("location")).isEqualTo("westeurope");
        assertThat(first.jsonPath().getString("name")).isEqualTo("Mail");

        Response again = made("mail", "westeurope", "{\"env\":\"test\"}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.jsonPath().getString("name"))
                .as("as it was first written")
                .isEqualTo("Mail");
        assertThat(again.jsonPath().getMap("tags")).isEqualTo(Map.of("env", "test"));
        made("web", "northeurope", "{\"ENV\":\"prod\"}");

        Response patched = owner().body(
                        "{\"tags\":{\"env\":\"Prod\",\"owner\":\"it's me\"},\"managedBy\":\"/subscriptions/x\"}")
                .patch(subscription.group("mail"));
        assertThat(patched.statusCode()).as(patched.asString()).isEqualTo(200);
        assertThat(patched.jsonPath().getString("managedBy")).isEqualTo("/subscriptions/x");
        assertThat(patched.jsonPath().getString("location")).isEqualTo("westeurope");
        assertThat(owner().body("{}").patch(subscription.group("mail")).asString())
                .as("nothing said, nothing changed")
                .isEqualTo(patched.asString());

        assertThat(names("")).containsExactly("Api", "Mail", "web");
        assertThat(names("&$filter=tagName%20eq%20'env'")).containsExactly("Mail", "web");
        assertThat(names("&$filter=tagName%20eq%20'Env'%20and%20tagValue%20eq%20'prod'"))
                .as("values are compared letter by letter")
                .containsExactly("web");
        assertThat(names("&$filter=tagname%20eq%20'owner'%20and%20tagvalue%20eq%20'it''s%20me'"))
                .containsExactly("Mail");
        assertThat(names("&$filter=tagName%20eq%20'nothing'")).isEmpty();
        refused(owner().get(subscription.groups() + "&$filter=name%20eq%20'web'"), 400, "BadRequest");
    }

    @Test
    void a_list_is_read_in_pages() {
        JsonPath first = read(owner(), subscription.groups() + "&$top=1");
        assertThat(first.<String>getList("value.name")).containsExactly("Api");
        String next = first.getString("nextLink");
        JsonPath second = read(owner(), next.substring(next.indexOf("/subscriptions/")));
        assertThat(second.<String>getList("value.name")).containsExactly("web");
        assertThat(second.getString("nextLink")).isNull();
        refused(owner().get(subscription.groups() + "&$top=0"), 400, "BadRequest");
    }

    @Test
    void where_one_is_does_not_change_once_it_is_said() {
        made("mail", "westeurope", "{}");
        refused(made("mail", "northeurope", "{}"), 409, "InvalidResourceGroupLocation");
        assertThat(made("web", "northeurope", "{}").statusCode())
                .as("of one that charges name nobody has said it")
                .isEqualTo(200);
        assertThat(read(owner(), subscription.group("web")).getString("location"))
                .isEqualTo("northeurope");
    }

    @Test
    void what_is_wrong_is_refused_and_keeps_nothing() {
        refused(owner().body("{\"tags\":{}}").put(subscription.group("mail")), 400, "LocationRequired");
        refused(made("mail", "../..", "{}"), 400, "LocationNotAvailableForResourceGroup");
        refused(made("ends.", "westeurope", "{}"), 400, "InvalidResourceGroupName");
        refused(made("a%20b", "westeurope", "{}"), 400, "InvalidResourceGroupName");
        for (String tags : List.of(
                "{\"a\":1}",
                "{\"a/b\":\"\"}",
                "{\"a\":\"\",\"A\":\"\"}",
                "[]",
                "{\"\":\"\"}",
                "{\"a\":\"" + "x".repeat(257) + "\"}")) {
            refused(made("mail", "westeurope", tags), 400, "InvalidTags");
        }
        refused(
                owner().body("{\"location\":\"westeurope\",\"managedBy\":7}").put(subscription.group("mail")),
                400,
                "BadRequest");
        refused(owner().body("{}").patch(subscription.group("mail")), 404, "ResourceGroupNotFound");
        refused(owner().delete(subscription.group("mail")), 404, "ResourceGroupNotFound");
        assertThat(names("")).containsExactly("Api", "web");
    }

    @Test
    void what_is_deleted_is_gone_with_what_was_said_of_it_and_nothing_else_goes() {
        String budget = subscription.scope() + "/resourceGroups/web" + BUDGETS;
        assertThat(owner().body(BudgetBodies.monthly("10")).put(budget).statusCode())
                .isEqualTo(201);
        made("web", "westeurope", "{\"env\":\"prod\"}");
        assertThat(read(
                                owner(),
                                subscription.scope() + "/resourceGroups/web/resources" + VERSION
                                        + "&$top=10&$expand=provisioningState")
                        .getList("value"))
                .isEmpty();

        Response deleted = owner().delete(subscription.group("WEB"));

        assertThat(deleted.statusCode()).as(deleted.asString()).isEqualTo(200);
        assertThat(deleted.asString()).isEmpty();
        refused(owner().get(subscription.group("web")), 404, "ResourceGroupNotFound");
        refused(
                owner().get(subscription.scope() + "/resourceGroups/web/resources" + VERSION),
                404,
                "ResourceGroupNotFound");
        refused(owner().delete(subscription.group("web")), 404, "ResourceGroupNotFound");
        assertThat(names("")).containsExactly("Api");
        assertThat(read(owner(), budget).getDouble("properties.currentSpend.amount"))
                .isNotNegative();
        assertThat(made("web", "northeurope", "{}").statusCode())
                .as("elsewhere now")
                .isEqualTo(201);
        assertThat(read(owner(), subscription.group("web")).getMap("tags")).isEmpty();
    }

    @Test
    void a_charge_of_a_later_day_brings_a_deleted_one_back_and_a_late_one_does_not() {
        made("web", "westeurope", "{\"env\":\"prod\"}");
        owner().delete(subscription.group("web"));

        subscription.charge(subscription.customer(), "web", "2026-10-05");
        assertThat(names("")).containsExactly("Api");
        subscription.charge(
                subscription.customer(),
                "web",
                LocalDate.now(ZoneOffset.UTC).plusDays(2).toString());

        assertThat(names("")).containsExactly("Api", "web");
        JsonPath web = read(owner(), subscription.group("web"));
        assertThat(web.getString("location")).isEqualTo("global");
        assertThat(web.getMap("tags")).isEmpty();
    }

    @Test
    void of_a_subscription_that_moved_the_new_customer_sees_nothing_that_was_said_before() {
        made("web", "westeurope", "{\"secret\":\"of the former\"}");
        made("mail", "westeurope", "{\"secret\":\"of the former\"}");
        RequestSpecification former = subscription.customers("Reader");
        String next = UUID.randomUUID().toString();
        subscription.charge(next, "web", "2026-11-10");
        subscription.allow(next);
        RequestSpecification now = subscription.someone(next, "Owner", subscription.scope());

        JsonPath web = read(now, subscription.group("web"));
        assertThat(web.getString("location")).isEqualTo("global");
        assertThat(web.getMap("tags")).isEmpty();
        refused(now.get(subscription.group("mail")), 404, "ResourceGroupNotFound");
        assertThat(read(now, subscription.groups()).<String>getList("value.name"))
                .containsExactly("web");
        assertThat(now.body(body("northeurope", "{\"secret\":\"of the new\"}"))
                        .put(subscription.group("web"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(now.delete(subscription.group("web")).statusCode()).isEqualTo(200);

        assertThat(read(former, subscription.group("web")).getString("tags.secret"))
                .as("the former customer's part is as it was")
                .isEqualTo("of the former");
        assertThat(read(former, subscription.groups()).<String>getList("value.name"))
                .containsExactly("Api", "mail", "web");
    }

    @Test
    void who_changed_what_is_in_the_audit() {
        made("mail", "westeurope", "{\"env\":\"prod\"}");
        owner().body("{\"tags\":{}}").patch(subscription.group("mail"));
        owner().delete(subscription.group("mail"));

        JsonPath audit = get(GLOBAL_ADMIN, "/v1/audit?kind=resourceGroup&scope=" + subscription.scope())
                .jsonPath();
        assertThat(audit.<String>getList("value.action")).containsExactly("deleted", "changed", "created");
        assertThat(audit.<String>getList("value.name")).containsOnly("mail");
        assertThat(audit.getString("value[2].after.tags.env")).isEqualTo("prod");
        assertThat(audit.getString("value[1].before.tags.env")).isEqualTo("prod");
        assertThat(audit.getString("value[0].after")).isNull();
    }

    @Test
    void a_subscription_that_nobody_knows_has_none() {
        String unknown = "/subscriptions/" + UUID.randomUUID();
        RequestSpecification someone = subscription.someone(PARTNER_TENANT, "Owner", unknown);
        refused(someone.get(unknown + "/resourceGroups" + VERSION), 404, "SubscriptionNotFound");
        refused(
                someone.body(body("westeurope", "{}")).put(unknown + "/resourceGroups/web" + VERSION),
                404,
                "SubscriptionNotFound");
        refused(as(GLOBAL_ADMIN).get(unknown + "/resourceGroups" + VERSION), 403, "AuthorizationFailed");
    }
}
