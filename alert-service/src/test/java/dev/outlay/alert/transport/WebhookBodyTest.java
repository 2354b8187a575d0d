package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.running.Repository;
import dev.outlay.openapi.ExampleShape;
import dev.outlay.openapi.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each form of a webhook's body says: the golden examples of deploy/contracts/webhooks, and nothing that is not the receiver's. */
class WebhookBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CONTRACTS = Repository.root().resolve("deploy/contracts");
    private static final UUID DELIVERY = UUID.fromString("5e0b8a1c-7d24-4a0e-9c5f-1a2b3c4d5e6f");

    private static ObjectNode event(String example) throws IOException {
        return (ObjectNode) JSON.readTree(
                CONTRACTS.resolve("examples").resolve(example + ".json").toFile());
    }

    private static Parcel parcel(BodyFormat format, JsonNode... events) throws Exception {
        List<Crossing> crossings = new ArrayList<>();
        for (JsonNode event : events) {
            crossings.add(
                    CrossingJson.read(CloudEvent.structured(event.toString().getBytes(StandardCharsets.UTF_8))));
        }
        return new Parcel(
                DELIVERY,
                "https://hooks.example/x",
                "https://hooks.example/x",
                List.of(),
                format,
                events.length > 1,
                Instant.EPOCH,
                crossings);
    }

    private static JsonNode body(BodyFormat format, JsonNode... events) throws Exception {
        return JSON.readTree(WebhookBody.of(parcel(format, events), "https://outlay.example", Optional.empty()));
    }

    /** A forecast that crosses, at a subscription, in dollars, of a budget that somebody of the customer's made. */
    private static ObjectNode forecasted() throws IOException {
        ObjectNode event = event("crossing-retail-recorded");
        ObjectNode data = (ObjectNode) event.path("data");
        String scope = "/subscriptions/6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10";
        ((ObjectNode) data.path("budget"))
                .put("scope", scope)
                .put("id", scope + "/providers/Microsoft.Consumption/budgets/web")
                .put("startDate", "2026-04-01")
                .putObject("creator")
                .put("principalId", "c0ffee00-0000-4000-8000-000000000002")
                .put("tenantId", "2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f");
        ((ObjectNode) data.path("scope")).put("kind", "Subscription").putNull("resourceGroup");
        ((ObjectNode) data.path("notification"))
                .put("thresholdType", "Forecasted")
                .put("threshold", "100");
        data.put("currency", "USD")
                .put("amount", "1000")
                .put("thresholdAmount", "1000")
                .put("spend", "1234.5678")
                .put("late", false);
        return event;
    }

    private static JsonNode crossing(String example) throws IOException {
        return switch (example) {
            case "forecasted" -> forecasted();
            case "reservations" -> event("reservation-utilization");
            default -> event("crossing-" + example);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "actual, CLOUD_EVENTS, cloud-event",
        "explained, CLOUD_EVENTS, cloud-event-explained",
        "usage, CLOUD_EVENTS, cloud-event-usage",
        "usage, COMMON_ALERT, azure-common-alert-usage",
        "usage, BUDGET_NOTIFICATION, azure-budget-notification-usage",
        "actual, COMMON_ALERT, azure-common-alert-actual",
        "forecasted, COMMON_ALERT, azure-common-alert-forecasted",
        "actual, BUDGET_NOTIFICATION, azure-budget-notification",
        "retail-recorded, BUDGET_NOTIFICATION, azure-budget-notification-resource-group",
        "actual, BUDGET_NOTIFICATION_2018, azure-budget-notification-2018",
        "retail-recorded, BUDGET_NOTIFICATION_2018, azure-budget-notification-2018-resource-group",
        "reservations, CLOUD_EVENTS, cloud-event-reservations",
        "reservations, COMMON_ALERT, azure-common-alert-reservations",
        "reservations, BUDGET_NOTIFICATION, azure-budget-notification-reservations",
        "reservations, BUDGET_NOTIFICATION_2018, azure-budget-notification-2018-reservations"
    })
    void theBodyIsTheGoldenExample(String crossing, BodyFormat format, String golden) throws Exception {
        JsonNode body = body(format, crossing(crossing));
        Path file = CONTRACTS.resolve("webhooks").resolve(golden + ".json");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, body.toPrettyString() + "\n");
        }
        assertThat(body).isEqualTo(JSON.readTree(file.toFile()));
    }

    @Test
    void everyGoldenExampleIsOneOfThem() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS.resolve("webhooks"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "cloud-event.json",
                            "cloud-event-explained.json",
                            "cloud-event-usage.json",
                            "azure-common-alert-usage.json",
                            "azure-budget-notification-usage.json",
                            "azure-common-alert-actual.json",
                            "azure-common-alert-forecasted.json",
                            "azure-budget-notification.json",
                            "azure-budget-notification-resource-group.json",
                            "azure-budget-notification-2018.json",
                            "azure-budget-notification-2018-resource-group.json",
                            "cloud-event-reservations.json",
                            "azure-common-alert-reservations.json",
                            "azure-budget-notification-reservations.json",
                            "azure-budget-notification-2018-reservations.json",
                            // What a receiver is asked (HandshakeTest).
                            "challenge.json");
        }
    }

    /** Azure's own examples, field by field: none is missing, and each is of the same kind. */
    @ParameterizedTest
    @CsvSource({
        "budget-common-alert-actual.json, COMMON_ALERT, actual",
        "budget-common-alert-actual.json, COMMON_ALERT, reservations",
        "budget-common-alert-forecasted.json, COMMON_ALERT, forecasted"
    })
    void everyFieldOfAzuresExampleIsThere(String example, BodyFormat format, String crossing) throws Exception {
        Assumptions.assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        JsonNode azures = JSON.readTree(
                Reference.file("azure-examples/webhooks/" + example).toFile());
        assertThat(new ExampleShape(field -> false).problems(azures, body(format, crossing(crossing))))
                .isEmpty();
    }

    /** Azure's forms have no place for it. */
    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void onlyOutlaysOwnFormSaysWhereItCanBeAcknowledged(BodyFormat format) throws Exception {
        String link = "https://outlay.example/v1/acknowledge/AQ";
        JsonNode body = JSON.readTree(
                WebhookBody.of(parcel(format, event("crossing-actual")), "https://outlay.example", Optional.of(link)));

        assertThat(body.findValuesAsText("acknowledge"))
                .isEqualTo(format == BodyFormat.CLOUD_EVENTS ? List.of(link) : List.of());
        JsonNode digest = JSON.readTree(WebhookBody.of(
                parcel(format, event("crossing-actual"), event("crossing-daily")),
                "https://outlay.example",
                Optional.of(link)));
        assertThat(digest.findValuesAsText("acknowledge")).hasSize(format == BodyFormat.CLOUD_EVENTS ? 2 : 0);
    }

    /** Whoever asked for Azure's form gets Azure's form. */
    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void onlyOutlaysOwnFormSaysWhatHasMovedTheSpend(BodyFormat format) throws Exception {
        ObjectNode explained = event("crossing-explained");
        ObjectNode without = explained.deepCopy();
        ((ObjectNode) without.get("data")).remove("explanation");

        if (format == BodyFormat.CLOUD_EVENTS) {
            assertThat(body(format, explained).at("/data/explanation").toString())
                    .isEqualTo(explained.at("/data/explanation").toString());
            assertThat(body(format, explained, without).findValues("explanation"))
                    .hasSize(1);
        } else {
            assertThat(body(format, explained)).isEqualTo(body(format, without));
        }
    }

    @Test
    void theThresholdIsAFractionInTheFormOf2018AndAnAmountInTheLaterOne() throws Exception {
        ObjectNode event = event("crossing-actual");
        ((ObjectNode) event.at("/data/notification")).put("threshold", "80.50");
        assertThat(body(BodyFormat.BUDGET_NOTIFICATION_2018, event)
                        .at("/data/NotificationThresholdAmount")
                        .asText())
                .isEqualTo("0.805");
        assertThat(body(BodyFormat.BUDGET_NOTIFICATION, event)
                        .at("/data/NotificationThresholdAmount")
                        .asText())
                .isEqualTo("8000.00");
        ((ObjectNode) event.at("/data/notification")).put("threshold", "1000");
        assertThat(body(BodyFormat.BUDGET_NOTIFICATION_2018, event)
                        .at("/data/NotificationThresholdAmount")
                        .asText())
                .isEqualTo("10");
    }

    /** What is percent is called so, and no currency stands beside it. */
    @ParameterizedTest
    @EnumSource(
            value = BodyFormat.class,
            names = {"COMMON_ALERT", "BUDGET_NOTIFICATION", "BUDGET_NOTIFICATION_2018"})
    void aPercentageIsNoMoney(BodyFormat format) throws Exception {
        JsonNode body = body(format, event("reservation-utilization"));
        assertThat(body.findValuesAsText("Unit")).containsExactly("Percent");
        assertThat(body.toString()).doesNotContain("CHF");
    }

    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void noBodySaysACurrencyOfAQuantity(BodyFormat format) throws Exception {
        JsonNode digest = body(format, event("crossing-usage"), event("crossing-usage"));

        assertThat(digest.toString()).contains("1 Hour").doesNotContain("XXX", "currency", "\"Cost\"");
    }

    /** At the scopes that customers' people reach: whatever an event knows of the partner, no body says it. */
    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void noBodyOfACustomersScopeTellsOfThePartner(BodyFormat format) throws Exception {
        ObjectNode event = forecasted();
        ObjectNode data = (ObjectNode) event.path("data");
        ((ObjectNode) data.path("scope"))
                .put("billingAccount", "SECRET-account")
                .put("billingProfile", "SECRET-profile");
        ((ObjectNode) data.path("budget"))
                .putObject("creator")
                .put("principalId", "SECRET-principal")
                .put("tenantId", "SECRET-tenant");
        data.put("invoicedSpend", "SECRET-price");
        ((ObjectNode) data.path("notification")).putArray("contactEmails").add("SECRET@partner.example");

        String body = new String(
                WebhookBody.of(parcel(format, event), "https://outlay.example", Optional.empty()),
                StandardCharsets.UTF_8);

        assertThat(body).contains("web").doesNotContainIgnoringCase("secret").doesNotContain("Invoiced");
    }

    @Test
    void onlyACloudEventHasTheTypeOfOne() throws Exception {
        assertThat(WebhookBody.contentType(parcel(BodyFormat.CLOUD_EVENTS, event("crossing-actual"))))
                .isEqualTo("application/cloudevents+json; charset=utf-8");
        for (BodyFormat format :
                List.of(BodyFormat.COMMON_ALERT, BodyFormat.BUDGET_NOTIFICATION, BodyFormat.BUDGET_NOTIFICATION_2018)) {
            assertThat(WebhookBody.contentType(parcel(format, event("crossing-actual"))))
                    .isEqualTo("application/json; charset=utf-8");
        }
    }
}
