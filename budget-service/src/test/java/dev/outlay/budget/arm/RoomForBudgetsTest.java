package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A resource group need not exist, so that a customer's people can name as many as they like: what they can have kept in all of them together has an end. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class RoomForBudgetsTest extends InventedGroupsFixture {

    private static final int MOST_OF_A_SUBSCRIPTION = 2_000;
    private static final int MOST_OF_A_CUSTOMER = 10_000;
    private static final int MOST_OF_AN_ACCOUNT = 100_000;

    @Test
    void those_of_invented_groups_are_counted_together_however_many_come_at_once() {
        made(invented(1) + "/a");
        made(invented(2) + "/a");
        copy(invented(1), "", 600);
        copy(invented(2), "", MOST_OF_A_SUBSCRIPTION - 5 - 602);

        List<CompletableFuture<Response>> answers = IntStream.range(3, 13)
                .mapToObj(group -> CompletableFuture.supplyAsync(() -> put(invented(group) + "/b", small())))
                .toList();
        List<Response> all = answers.stream().map(CompletableFuture::join).toList();

        assertThat(all.stream().map(Response::statusCode)).containsOnly(201, 400);
        assertThat(all.stream().filter(answer -> answer.statusCode() == 201)).hasSize(5);
        assertThat(all.stream().filter(answer -> answer.statusCode() == 400))
                .allSatisfy(refused -> assertThat(refused.jsonPath().getString("error.message"))
                        .startsWith("The subscription and its resource groups have room for 2000 budgets")
                        .contains("Delete budgets first"));
        assertThat(taken(3)).isEqualTo(MOST_OF_A_SUBSCRIPTION);
    }

    @Test
    void beyond_the_bound_what_is_there_is_changed_and_deleted_and_does_not_grow() {
        made(invented(1) + "/a");
        copy(invented(1), "", MOST_OF_A_SUBSCRIPTION + 4);
        long takenThen = taken(3);

        assertThat(put(invented(1) + "/a", BudgetBodies.monthly("20")).statusCode())
                .as("the same size")
                .isEqualTo(200);
        assertThat(put(invented(1) + "/a", small()).statusCode()).isEqualTo(200);
        refused(put(invented(1) + "/a", emails(160)), 400, "400");
        refused(put(invented(2) + "/b", small()), 400, "400");
        assertThat(as(principal, customer).delete(path(invented(1) + "/a")).statusCode())
                .isEqualTo(200);
        assertThat(taken(3)).isEqualTo(takenThen - 1);
        refused(put(invented(2) + "/b", small()), 400, "400");
        Client.sql(
                "delete from budget where name like 'copy-%' and name > 'copy-2' and scope_id in (" + scopes() + ")");
        assertThat(put(invented(2) + "/b", small()).statusCode()).isEqualTo(201);
    }

    @Test
    void a_scope_has_its_own_bound_as_well() {
        made(invented(1) + "/a");
        copy(invented(1), "", 499);

        assertThat(put(invented(1) + "/b", small()).jsonPath().getString("error.message"))
                .startsWith("The scope has 500 budgets already; more than 500 are not allowed. Delete one first.");
        assertThat(put(invented(2) + "/b", small()).statusCode()).isEqualTo(201);
    }

    @Test
    void a_customer_and_a_billing_account_have_room_for_so_many_in_all_of_their_subscriptions() {
        String second = "/subscriptions/" + UUID.randomUUID();
        own(customer, second);
        assign(second, "Contributor", principal);
        made(invented(1) + "/a");
        fill(2, MOST_OF_A_CUSTOMER);

        Response refused = put(second + "/resourceGroups/x/b", small());
        refused(refused, 400, "400");
        assertThat(refused.jsonPath().getString("error.message"))
                .startsWith("The customer and its subscriptions have room for 10000 budgets")
                .doesNotContain("9999");
        String atTheCustomer = "/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + customer;
        assertThat(Client.put(Persona.GLOBAL_ADMIN, path(atTheCustomer + "/watching"), small())
                        .statusCode())
                .as("whoever is watched cannot take the room of whoever watches")
                .isEqualTo(201);

        fill(2, 1);
        fill(1, MOST_OF_AN_ACCOUNT);
        assertThat(put(second + "/resourceGroups/x/b", small()).jsonPath().getString("error.message"))
                .startsWith("The billing account and everything in it have room for 100000 budgets");
        assertThat(put(invented(1) + "/a", BudgetBodies.monthly("20")).statusCode())
                .as("what is there")
                .isEqualTo(200);
        Client.sql("delete from budget_places where owner_key in (select owner_key from budget_owners("
                + "(select min(id) from scope where billing_account = '" + account + "' and kind = 4)))");
    }

    @Test
    void a_large_budget_takes_up_as_much_room_as_several() {
        made(invented(1) + "/a");
        copy(invented(1), "", MOST_OF_A_SUBSCRIPTION - 3);
        assertThat(taken(3)).isEqualTo(MOST_OF_A_SUBSCRIPTION - 2);

        Response refused = put(invented(2) + "/large", emails(240));
        refused(refused, 400, "400");
        assertThat(refused.jsonPath().getString("error.message")).contains("This one takes up 3,");
        assertThat(put(invented(2) + "/large", emails(160)).statusCode()).isEqualTo(201);
        assertThat(taken(3)).isEqualTo(MOST_OF_A_SUBSCRIPTION);
    }

    @Test
    void what_takes_up_places_is_what_is_there_whoever_writes_it() {
        made(invented(1) + "/a");
        copy(invented(1), "", 20);
        copy(invented(1), "large-", 20, 50_000);
        assertCounted();

        Client.sql(
                "update budget set filter_text = null where name like 'large-1%' and scope_id in (" + scopes() + ")",
                "update budget set deleted_at = now() where name like 'copy-1%' and scope_id in (" + scopes() + ")",
                "update budget set version = version + 1 where scope_id in (" + scopes() + ")",
                "delete from budget where name like '%-2%' and scope_id in (" + scopes() + ")");
        assertCounted();
        Client.sql("delete from budget where scope_id in (" + scopes() + ")");
        assertThat(taken(3)).isZero();
        assertThat(taken(1)).isZero();
    }
}
