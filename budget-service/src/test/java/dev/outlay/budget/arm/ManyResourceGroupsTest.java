package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.GroupedSubscription.body;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much can be said of the resource groups of one subscription, and how much of it is told at once. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ManyResourceGroupsTest {

    private static final int MOST = 980;

    private final Vertx vertx;
    private final RecordCharges record;
    private GroupedSubscription subscription;
    private String owner = "";

    @Inject
    ManyResourceGroupsTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = new GroupedSubscription(vertx, record);
        owner = GroupedSubscription.principal("Owner", subscription.scope());
    }

    private RequestSpecification owner() {
        return as(owner, PARTNER_TENANT);
    }

    private Response made(String name, String tags) {
        return owner().body(body("westeurope", tags)).put(subscription.group(name));
    }

    /** Has so many groups stated in one statement, which would be as many requests. */
    private void state(int count, String tags) {
        String id = subscription.scope().substring("/subscriptions/".length());
        Client.sql(
                "insert into scope (key, kind, billing_account, customer, subscription, resource_group, currency)"
                        + " select s.key || '-' || n, s.kind, s.billing_account, s.customer, s.subscription, s.resource_group || '-' || n, s.currency"
                        + " from scope s, generate_series(1, " + count + ") n where s.subscription = '" + id
                        + "' and s.resource_group = 'web'",
                "insert into resource_group (scope_id, location, tags) select id, 'westeurope', cast('" + tags
                        + "' as jsonb) from scope where subscription = '" + id + "' and resource_group like 'web-%'");
    }

    @Test
    void no_more_can_be_stated_than_azure_lets_be_made_and_what_is_there_can_be_changed() {
        assertThat(made("first", "{}").statusCode()).isEqualTo(201);
        state(MOST - 1, "{}");

        Response refused = made("one-more", "{}");
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("error.code")).isEqualTo("ResourceQuotaExceeded");
        assertThat(refused.jsonPath().getString("error.message")).contains("'980'", "Delete some resource groups");
        assertThat(owner().get(subscription.group("one-more")).statusCode()).isEqualTo(404);
        assertThat(owner().body("{\"tags\":{\"team\":\"blue\"}}")
                        .patch(subscription.group("Api"))
                        .statusCode())
                .as("one that charges name, of which nothing is kept yet")
                .isEqualTo(409);

        assertThat(made("first", "{\"team\":\"blue\"}").statusCode()).isEqualTo(200);
        assertThat(owner().delete(subscription.group("first")).statusCode()).isEqualTo(200);
        assertThat(made("one-more", "{}").statusCode()).isEqualTo(201);
    }

    @Test
    void a_page_of_groups_with_many_tags_is_cut_off_and_no_group_is_left_out_or_told_twice() {
        String large = IntStream.range(0, 50)
                .mapToObj(n -> "\"%03d%s\":\"%s\"".formatted(n, "n".repeat(509), "v".repeat(256)))
                .collect(Collectors.joining(",", "{", "}"));
        state(200, large);

        TreeSet<String> names = new TreeSet<>();
        int told = 0;
        int pages = 0;
        for (String page = subscription.groups() + "&$top=1000"; page != null; pages++) {
            Response answer = owner().get(page);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.asByteArray()).hasSizeLessThan(5 * 1024 * 1024);
            names.addAll(answer.jsonPath().<String>getList("value.name"));
            told += answer.jsonPath().getList("value").size();
            String next = answer.jsonPath().getString("nextLink");
            page = next == null ? null : next.replaceFirst("https?://[^/]+", "");
        }

        assertThat(names).hasSize(202).contains("Api", "web", "web-1", "web-200");
        assertThat(told).isEqualTo(202);
        assertThat(pages).isBetween(2, 4);
    }

    @Test
    void a_group_of_which_days_ahead_were_charged_is_gone_when_it_was_deleted() {
        LocalDate ahead = LocalDate.now(ZoneOffset.UTC).plusDays(40);
        subscription.charge(subscription.customer(), "reserved", ahead.toString());

        assertThat(owner().delete(subscription.group("reserved")).statusCode()).isEqualTo(200);
        assertThat(owner().get(subscription.group("reserved")).statusCode()).isEqualTo(404);

        subscription.charge(
                subscription.customer(), "reserved", ahead.plusDays(1).toString());
        assertThat(owner().get(subscription.group("reserved")).statusCode()).isEqualTo(200);
    }
}
