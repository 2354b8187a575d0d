package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.GroupedSubscription.body;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see and change resource groups. Whoever may not is told the same of one that is there and of one that is not. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ResourceGroupRightsOverHttpTest {

    private static final String GOOD = body("westeurope", "{}");

    private final Vertx vertx;
    private final RecordCharges record;
    private GroupedSubscription subscription;

    @Inject
    ResourceGroupRightsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = new GroupedSubscription(vertx, record);
    }

    private void seesNothing(RequestSpecification who) {
        assertThat(who.get(subscription.groups()).statusCode()).isEqualTo(403);
        assertThat(who.head(subscription.group("web")).statusCode()).isEqualTo(403);
        refusal(who.get(subscription.group("web")));
        String there = refusal(who.get(subscription.group("Api")));
        String notThere = refusal(who.get(subscription.group("mail")));
        assertThat(there).isEqualTo(notThere);
        changesNothing(who);
    }

    private void changesNothing(RequestSpecification who) {
        for (String name : List.of("web", "mail")) {
            refusal(who.body(GOOD).put(subscription.group(name)));
            refusal(who.body("{").put(subscription.group(name)));
            refusal(who.body("{}").patch(subscription.group(name)));
            refusal(who.delete(subscription.group(name)));
        }
    }

    private static String refusal(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
        assertThat(answer.jsonPath().getString("error.code")).isEqualTo("AuthorizationFailed");
        return answer.asString();
    }

    private List<String> seenBy(RequestSpecification who) {
        Response answer = who.get(subscription.groups());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getList("value.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Owner", "Contributor"})
    void owners_and_contributors_change_them(String role) {
        for (RequestSpecification who : List.of(subscription.partners(role), subscription.customers(role))) {
            assertThat(who.body(GOOD).put(subscription.group("mail")).statusCode())
                    .isEqualTo(201);
            assertThat(who.body("{\"tags\":{\"a\":\"b\"}}")
                            .patch(subscription.group("mail"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(seenBy(who)).containsExactly("Api", "mail", "web");
            assertThat(who.delete(subscription.group("mail")).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reader", "Cost Management Contributor", "Cost Management Reader"})
    void readers_and_the_roles_of_cost_see_them_and_change_none(String role) {
        for (RequestSpecification who : List.of(subscription.partners(role), subscription.customers(role))) {
            assertThat(seenBy(who)).containsExactly("Api", "web");
            assertThat(who.get(subscription.group("web")).statusCode()).isEqualTo(200);
            assertThat(who.get(subscription.group("mail")).statusCode()).isEqualTo(404);
            changesNothing(who);
            int resources = who.get(
                            subscription.scope() + "/resourceGroups/web/resources" + GroupedSubscription.VERSION)
                    .statusCode();
            assertThat(resources).isEqualTo(role.equals("Reader") ? 200 : 403);
        }
    }

    @Test
    void who_has_a_role_at_one_group_alone_finds_that_one_and_no_other() {
        String web = subscription.scope() + "/resourceGroups/web";
        for (String tenant : List.of(PARTNER_TENANT, subscription.customer())) {
            RequestSpecification reader = subscription.someone(tenant, "Cost Management Reader", web);
            assertThat(seenBy(reader)).containsExactly("web");
            assertThat(reader.get(subscription.group("WEB")).statusCode()).isEqualTo(200);
            refusal(reader.get(subscription.group("Api")));
            refusal(reader.get(subscription.group("mail")));
            changesNothing(reader);

            RequestSpecification contributor = subscription.someone(tenant, "Contributor", web);
            assertThat(contributor
                            .body("{\"tags\":{}}")
                            .patch(subscription.group("web"))
                            .statusCode())
                    .isEqualTo(200);
            refusal(contributor.body(GOOD).put(subscription.group("mail")));
        }
    }

    @Test
    void a_role_that_allows_something_else_at_a_group_shows_none() {
        String role = subscription.scope() + "/providers/Microsoft.Authorization/roleDefinitions/" + UUID.randomUUID();
        Response made = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleName\":\"Spender " + UUID.randomUUID()
                        + "\",\"type\":\"CustomRole\",\"permissions\":[{\"actions\":[\"Microsoft.Consumption/*\"]}],\"assignableScopes\":[\""
                        + subscription.scope() + "\"]}}")
                .put(role + "?api-version=2022-04-01");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);

        seesNothing(subscription.someone(PARTNER_TENANT, role, subscription.scope() + "/resourceGroups/web"));
        seesNothing(subscription.someone(PARTNER_TENANT, role, subscription.scope()));
    }

    @Test
    void nobody_else_learns_of_any() {
        String stranger = UUID.randomUUID().toString();
        String elsewhere = "/subscriptions/" + UUID.randomUUID();
        seesNothing(as(GLOBAL_ADMIN));
        seesNothing(subscription.someone(PARTNER_TENANT, "Owner", elsewhere));
        seesNothing(subscription.someone(stranger, "Owner", subscription.scope()));
        seesNothing(subscription.someone(stranger, "Owner", subscription.scope() + "/resourceGroups/web"));
        assertThat(given().get(subscription.groups()).statusCode()).isEqualTo(401);
        assertThat(given().get(subscription.group("web")).statusCode()).isEqualTo(401);
    }

    @Test
    void a_customer_s_people_see_none_while_the_policy_does_not_let_them() {
        RequestSpecification owner = subscription.customers("Owner");
        RequestSpecification ofOne =
                subscription.someone(subscription.customer(), "Owner", subscription.scope() + "/resourceGroups/web");
        assertThat(seenBy(owner)).hasSize(2);

        subscription.forbid(subscription.customer());

        seesNothing(owner);
        seesNothing(ofOne);
    }
}
