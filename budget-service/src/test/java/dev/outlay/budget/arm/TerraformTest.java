package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The calls that Terraform's azurerm provider makes for a budget (azure-rest-contract.md section 11): it must see no difference between what it has sent and what it reads. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TerraformTest {

    private static final List<String> PROVIDERS = List.of("Microsoft.Consumption", "Microsoft.CostManagement");
    private static final String NONE = "";
    private static final String DIMENSION =
            "{\"dimensions\":{\"name\":\"ResourceGroupName\",\"operator\":\"In\",\"values\":[\"web\",\"api\"]}}";
    private static final String TAG =
            "{\"tags\":{\"name\":\"env\",\"operator\":\"In\",\"values\":[\"prod\",\"Test\"]}}";
    private static final String BOTH = "{\"and\":[" + DIMENSION + "," + TAG + "]}";
    private static final String START = BudgetBodies.thisMonth() + "T00:00:00Z";
    private static final String END = BudgetBodies.thisMonth().plusYears(1) + "T00:00:00Z";
    private static final String TEN_YEARS_LATER = BudgetBodies.thisMonth().plusYears(10) + "T00:00:00Z";
    private static final String MAIL = "\"contactEmails\":[\"b@example.com\",\"a@example.com\"],";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final List<String> billing =
            List.of(account, account + "/billingProfiles/" + name + "-chf", account + "/customers/customer-1");
    private final List<String> rbac = List.of(subscription, subscription + "/resourceGroups/api");
    private final ChargedAccount charged;

    @Inject
    TerraformTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    /**
     * A budget as a configuration describes it.
     *
     * @param filter JSON; empty for none
     * @param end JSON text; empty where none is sent
     * @param contacts members of the first notification
     * @param scopes where it can be
     */
    private record Shape(String title, String filter, String end, String contacts, List<String> scopes) {

        String sent(String amount, String eTag) {
            return body(amount, eTag, end);
        }

        /** With what the service says where nothing was sent. */
        JsonNode read(String amount) {
            return CostAnswers.json(body(amount, NONE, end.isEmpty() ? TEN_YEARS_LATER : end))
                    .path("properties");
        }

        /** The name is in it too, as azurerm writes it. */
        private String body(String amount, String eTag, String until) {
            return """
                    {%s"name":"terraform","properties":{"category":"Cost","amount":%s,"timeGrain":"Monthly","timePeriod":{"startDate":"%s"%s},%s\
                    "notifications":{"Actual_EqualTo_90.000000_Percent":{"enabled":true,"operator":"EqualTo","threshold":90,\
                    %s"thresholdType":"Actual"},\
                    "Forecasted_GreaterThan_100.000000_Percent":{"enabled":false,"operator":"GreaterThan","threshold":100,\
                    "contactEmails":["c@example.com"],"thresholdType":"Forecasted"}}}}\
                    """.formatted(
                            eTag,
                            amount,
                            START,
                            until.isEmpty() ? "" : ",\"endDate\":\"" + until + "\"",
                            filter.isEmpty() ? "" : "\"filter\":" + filter + ",",
                            contacts);
        }
    }

    private List<Shape> shapes() {
        List<String> everywhere = List.of(billing.get(0), billing.get(1), billing.get(2), rbac.get(0), rbac.get(1));
        String nobodyElse = MAIL + "\"contactGroups\":[],\"contactRoles\":[],";
        String ofTheSubscription = group(subscription + "/resourceGroups/ops");
        return List.of(
                new Shape("dimensions and tags", BOTH, END, nobodyElse, everywhere),
                new Shape("one dimension", DIMENSION, END, nobodyElse, everywhere),
                new Shape("one tag", TAG, END, nobodyElse, everywhere),
                new Shape("no filter", NONE, END, nobodyElse, everywhere),
                new Shape("no end date", NONE, NONE, nobodyElse, everywhere),
                new Shape("neither roles nor groups", DIMENSION, NONE, MAIL, everywhere),
                new Shape(
                        "roles",
                        NONE,
                        END,
                        MAIL + "\"contactGroups\":[],\"contactRoles\":[\"Owner\",\"Contributor\"],",
                        rbac),
                new Shape(
                        "groups and no addresses",
                        TAG,
                        END,
                        "\"contactEmails\":[],\"contactGroups\":[" + group(subscription + "/resourceGroups/web") + ","
                                + ofTheSubscription + "],\"contactRoles\":[],",
                        rbac),
                new Shape(
                        "groups of the account",
                        NONE,
                        NONE,
                        MAIL + "\"contactGroups\":[" + group(account) + "],\"contactRoles\":[],",
                        billing));
    }

    private static String group(String scope) {
        return "\"" + scope + "/providers/Microsoft.Insights/actionGroups/Ops\"";
    }

    @Test
    void a_budget_is_made_refreshed_changed_and_destroyed_without_a_difference() {
        charged.record(charged.charge("1")
                .on(BudgetBodies.thisMonth().toString())
                .subscription(subscription.substring("/subscriptions/".length()), "api"));
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);

        int turn = 0;
        for (Shape shape : shapes()) {
            for (String scope : shape.scopes()) {
                // In turns: each shape is tried under both, and each scope is too.
                String provider = PROVIDERS.get(turn++ % PROVIDERS.size());
                lives(shape, scope + "/providers/" + provider + "/budgets/terraform" + Client.VERSION);
            }
        }
    }

    private static void lives(Shape shape, String budget) {
        String what = shape.title() + " at " + budget;
        assertThat(as(GLOBAL_ADMIN).get(budget).statusCode())
                .as("nothing to import: " + what)
                .isEqualTo(404);
        JsonNode made = applied(shape, budget, "1000", NONE, 201);

        String eTag = "\"eTag\":" + made.path("eTag") + ",";
        JsonNode changed = applied(shape, budget, "2500.5", eTag, 200);
        assertThat(changed.path("eTag")).as(what).isNotEqualTo(made.path("eTag"));
        Response stale = as(GLOBAL_ADMIN).body(shape.sent("1", eTag)).put(budget);
        assertThat(stale.statusCode()).as(what).isEqualTo(400);
        JsonNode unasked = applied(shape, budget, "3000", NONE, 200);
        assertThat(unasked.path("eTag")).as("without an eTag: " + what).isNotEqualTo(changed.path("eTag"));

        Response destroyed = as(GLOBAL_ADMIN).delete(budget);
        assertThat(destroyed.statusCode()).as(what).isEqualTo(200);
        assertThat(destroyed.asString()).isEmpty();
        assertThat(as(GLOBAL_ADMIN).get(budget).statusCode()).as(what).isEqualTo(404);
    }

    /** Sends a budget and refreshes: all that was sent is read, in the same form and order, and nothing else but what is read only and the end where none was sent. */
    private static JsonNode applied(Shape shape, String budget, String amount, String eTag, int status) {
        String what = shape.title() + " at " + budget;
        Response put = as(GLOBAL_ADMIN).body(shape.sent(amount, eTag)).put(budget);
        assertThat(put.statusCode()).as(what + put.asString()).isEqualTo(status);
        JsonNode read = CostAnswers.read(as(GLOBAL_ADMIN).get(budget));
        for (JsonNode answer : List.of(CostAnswers.read(put), read)) {
            assertThat(answer.path("name").asText()).as(what).isEqualTo("terraform");
            assertThat(answer.path("id").asText()).as(what).isEqualTo(budget.replace(Client.VERSION, ""));
            ObjectNode properties = (ObjectNode) answer.path("properties").deepCopy();
            properties.remove(List.of("currentSpend", "forecastSpend", "state"));
            assertThat(properties.toString())
                    .as(what)
                    .isEqualTo(shape.read(amount).toString());
        }
        return read;
    }
}
