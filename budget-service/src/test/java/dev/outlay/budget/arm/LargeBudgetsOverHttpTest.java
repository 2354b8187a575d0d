package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How large one budget may be, and how large ones are listed. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class LargeBudgetsOverHttpTest extends InventedGroupsFixture {

    @Test
    void azure_s_largest_budget_is_taken_and_one_beyond_the_bound_is_told_why_not() {
        List<String> groups = IntStream.range(0, 50)
                .mapToObj(i -> "\"" + subscription + "/resourceGroups/rg-of-the-people-who-look-after-cost/providers/"
                        + "Microsoft.Insights/actionGroups/finance-" + (100 + i) + "\"")
                .toList();
        List<String> emails = IntStream.range(0, 50)
                .mapToObj(i -> "\"somebody.of.finance." + (100 + i) + "@customer.example\"")
                .toList();
        String notifications = Stream.of("Actual", "Forecasted")
                .flatMap(type -> IntStream.range(0, 5)
                        .mapToObj(i -> ("\"%s-%d\":{\"enabled\":true,\"operator\":\"GreaterThan\","
                                        + "\"threshold\":%d,\"thresholdType\":\"%s\",\"contactEmails\":%s,\"contactGroups\":%s}")
                                .formatted(type, i, 50 + i, type, emails, groups)))
                .collect(Collectors.joining(","))
                .replace(", \"", ",\"");

        Response largest = put(invented(1) + "/largest", body(resources(150), notifications));
        assertThat(largest.statusCode()).as(largest.asString()).isEqualTo(201);
        assertThat(largest.asByteArray()).hasSizeGreaterThan(100_000);

        Response refused = put(invented(1) + "/beyond", body(resources(500), notifications));
        refused(refused, 400, "400");
        assertThat(refused.jsonPath().getString("error.message"))
                .contains("at most 131072 bytes together; these have 1")
                .contains("Name fewer contacts");
    }

    @Test
    void a_budget_that_was_larger_before_there_was_a_bound_is_changed_and_does_not_grow() {
        assertThat(put(invented(1) + "/old", body(resources(100), BudgetBodies.eighty()))
                        .statusCode())
                .isEqualTo(201);
        Client.sql(
                "update budget set filter_text = filter_text || repeat(' ', 150000) where name = 'old' and scope_id in ("
                        + scopes() + ")");

        assertThat(put(invented(1) + "/old", body(resources(900), BudgetBodies.eighty()))
                        .statusCode())
                .isEqualTo(200);
        refused(put(invented(1) + "/old", body(resources(990), BudgetBodies.eighty())), 400, "400");
    }

    @Test
    void a_list_of_large_ones_comes_in_pages_that_lead_to_each_other() {
        made(invented(1) + "/a");
        copy(invented(1), "large-", 89, 100_000);

        List<String> names = new ArrayList<>();
        int pages = 0;
        String next = list(invented(1)) + "&$top=1000";
        while (next != null) {
            Response answered = as(principal, customer).get(next);
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.asByteArray().length).isLessThan(5 * 1024 * 1024);
            JsonPath page = answered.jsonPath();
            names.addAll(page.getList("value.name"));
            next = page.getString("nextLink");
            pages++;
        }

        assertThat(names).hasSize(90).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
    }
}
