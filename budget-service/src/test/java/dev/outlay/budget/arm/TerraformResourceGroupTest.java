package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.GroupedSubscription.VERSION;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The calls that Terraform's azurerm provider makes when it begins (internal/resourceproviders) and for {@code azurerm_resource_group} (internal/services/resource), read from its source: it must see no difference between what it has sent and what it reads, and its pollers must
 * come to an end.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TerraformResourceGroupTest {

    /** What azurerm registers by default, as far as Outlay answers it, and some of what it does not. It compares letter by letter. */
    private static final List<String> WANTED = List.of(
            "Microsoft.Authorization",
            "Microsoft.Compute",
            "Microsoft.CostManagement",
            "Microsoft.Management",
            "Microsoft.Network",
            "Microsoft.Resources",
            "Microsoft.Storage",
            "microsoft.insights");

    private final Vertx vertx;
    private final RecordCharges record;
    private GroupedSubscription subscription;
    private String principal = "";

    @Inject
    TerraformResourceGroupTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = new GroupedSubscription(vertx, record);
        principal = GroupedSubscription.principal("Contributor", subscription.scope());
    }

    /** A new request each time, which has nothing of the one before. */
    private RequestSpecification terraform() {
        return as(principal, PARTNER_TENANT);
    }

    @Test
    void it_begins_and_registers_nothing() {
        JsonNode list = CostAnswers.read(terraform().get(subscription.scope() + "/providers?api-version=2022-09-01"));
        List<String> registered = new ArrayList<>();
        List<String> unregistered = new ArrayList<>();
        for (JsonNode provider : list.path("value")) {
            boolean isRegistered = provider.path("registrationState").asText().equalsIgnoreCase("registered");
            (isRegistered ? registered : unregistered)
                    .add(provider.path("namespace").asText());
        }

        // Of what is wanted it registers what is listed as unregistered; of what is not listed it warns, and goes on.
        assertThat(unregistered).isEmpty();
        assertThat(registered)
                .contains(
                        "Microsoft.Authorization",
                        "Microsoft.CostManagement",
                        "Microsoft.Management",
                        "Microsoft.Resources",
                        "microsoft.insights")
                .doesNotContain("Microsoft.Compute");
        assertThat(WANTED).anyMatch(wanted -> !registered.contains(wanted));
        assertThat(list.path("nextLink").isNull()).as("one page").isTrue();
    }

    @Test
    void a_group_is_made_refreshed_changed_and_destroyed_without_a_difference() {
        String group = subscription.group("platform");
        assertThat(terraform().get(group).statusCode()).as("nothing to import").isEqualTo(404);

        Response made = terraform()
                .body("{\"location\":\"westeurope\",\"tags\":{\"env\":\"prod\"}}")
                .put(group);
        assertThat(made.statusCode()).as("200 or 201").isEqualTo(201);
        for (int poll = 0; poll < 3; poll++) {
            refreshed(group, "westeurope", "{\"env\":\"prod\"}");
        }

        Response changed = terraform()
                .body("{\"tags\":{\"env\":\"test\",\"owner\":\"ops\"}}")
                .patch(group);
        assertThat(changed.statusCode()).as("200 alone").isEqualTo(200);
        refreshed(group, "westeurope", "{\"env\":\"test\",\"owner\":\"ops\"}");
        terraform().body("{\"tags\":{}}").patch(group);
        refreshed(group, "westeurope", "{}");

        JsonNode nested = CostAnswers.read(
                terraform().get(group.replace(VERSION, "/resources") + VERSION + "&$expand=provisioningState&$top=10"));
        assertThat(nested.path("value").isEmpty())
                .as("it destroys no group that has resources")
                .isTrue();
        Response destroyed = terraform().delete(group);
        assertThat(destroyed.statusCode()).as("200 or 202").isEqualTo(200);
        assertThat(destroyed.header("Content-Type"))
                .as("it looks for a state in what is JSON")
                .isNull();
        assertThat(destroyed.header("Location")).as("it would poll there").isNull();
        assertThat(terraform().get(group).statusCode())
                .as("its poller asks until this")
                .isEqualTo(404);
        assertThat(terraform().delete(group).statusCode()).as("gone already").isEqualTo(404);
    }

    @Test
    void a_group_that_charges_name_is_to_be_imported_and_changes_no_more_than_is_said() {
        String group = subscription.group("web");
        assertThat(terraform().get(group).statusCode()).as("it says: import it").isEqualTo(200);
        refreshed(group, "global", "{}");

        terraform().body("{\"tags\":{\"env\":\"prod\"}}").patch(group);
        refreshed(group, "global", "{\"env\":\"prod\"}");
    }

    /** What azurerm reads of a group. */
    private void refreshed(String group, String location, String tags) {
        JsonNode read = CostAnswers.read(terraform().get(group));
        assertThat(read.path("id").asText()).isEqualTo(group.replace(VERSION, ""));
        assertThat(read.path("location").asText()).isEqualTo(location);
        assertThat(read.has("managedBy")).isFalse();
        assertThat(read.path("tags")).isEqualTo(CostAnswers.json(tags));
        assertThat(read.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
    }
}
