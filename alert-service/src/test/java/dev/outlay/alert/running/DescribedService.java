package dev.outlay.alert.running;

import static org.awaitility.Awaitility.await;

import dev.outlay.local.Persona;
import dev.outlay.openapi.ApiDocument;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The document of the service, and a place at which everything that it describes can be done by the global admin. */
final class DescribedService {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Map<String, String> names = new HashMap<>();
    private final Outlay outlay;

    DescribedService(Outlay outlay) {
        this.outlay = outlay;
        names.put("billingAccountName", "described-" + People.id());
        names.put("billingProfileName", "profile-1");
        for (String guid : List.of(
                "customerName",
                "subscriptionId",
                "alertId",
                "deliveryId",
                "suppressionId",
                "silenceId",
                "notificationId",
                "recoveryId",
                "runId")) {
            names.put(guid, People.id());
        }
    }

    static ApiDocument document() {
        return ApiDocument.read(Repository.root().resolve("alert-service/src/main/resources/META-INF/openapi.yaml"));
    }

    /** Names for the parameters of paths; others have the document's examples. */
    Map<String, String> names() {
        return Map.copyOf(names);
    }

    /** The scopes, by their kinds. */
    Map<String, String> scopes() {
        String account = Crossings.account(name("billingAccountName"));
        String subscription = "/subscriptions/" + name("subscriptionId");
        return Map.of(
                "BillingAccount", account,
                "BillingProfile", account + "/billingProfiles/" + name("billingProfileName"),
                "Customer", account + "/customers/" + name("customerName"),
                "Subscription", subscription,
                "ResourceGroup", subscription + "/resourceGroups/web");
    }

    private String name(String parameter) {
        return Objects.requireNonNull(names.get(parameter));
    }

    private String scope(String kind) {
        return Objects.requireNonNull(scopes().get(kind));
    }

    /** Has the global admin own the subscription. */
    void prepare() {
        // Other tests ask for tests of receivers too, and one principal may ask for so many only.
        outlay.sql("update test_send set principal = 'nobody'");
        String subscription = scope("Subscription");
        outlay.assign(People.id(), subscription, Persona.GLOBAL_ADMIN.principalId(), "Owner");
        await().atMost(SOON)
                .until(() -> outlay.admin("GET", Crossings.alerts(subscription) + Outlay.VERSION, null)
                                .status()
                        == 200);
    }

    /** An alert at a scope of this kind, with a delivery; its id. */
    String alert(String kind) {
        String scope = scope(kind);
        Crossings crossing = kind.startsWith("Billing") || kind.equals("Customer")
                ? Crossings.crossing().under(name("billingAccountName"), scope, kind)
                : Crossings.crossing().at(scope, kind, name("subscriptionId"));
        outlay.tell(crossing.emails(Crossings.address()));
        String alert = Crossings.alerts(scope) + "/" + crossing.id();
        await().atMost(SOON)
                .until(() -> outlay.admin("GET", alert + Outlay.VERSION, null).status() == 200);
        return crossing.id();
    }
}
