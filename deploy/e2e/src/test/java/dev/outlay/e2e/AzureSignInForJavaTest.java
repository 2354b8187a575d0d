package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.models.SubscriptionInner;
import com.azure.resourcemanager.resources.models.Subscription;
import com.azure.resourcemanager.resources.models.SubscriptionState;
import com.azure.resourcemanager.resources.models.Tenant;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.AzureClients;
import dev.outlay.e2e.running.Outlay;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a program in Java finds once it has signed in, with Azure's SDK as it is, over TLS: its subscriptions and its tenant. */
@Tag("full")
class AzureSignInForJavaTest {

    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("sign-in");
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();

    @Test
    void subscriptions_and_tenants_are_listed_and_a_subscription_is_read() {
        CostEvents.accepted(
                outlay.publisher(),
                List.of(new Charge("1", account, customer, subscription, BigDecimal.ONE, BigDecimal.ONE)));
        await("charge is counted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> outlay.ledger().ledgerRows(account.name()) > 0);
        ResourceManager.Authenticated admin =
                AzureClients.of(outlay, GLOBAL_ADMIN, subscription).signedIn();
        ResourceManager.Authenticated outsider =
                AzureClients.of(outlay, OUTSIDER, subscription).signedIn();

        assertThat(admin.subscriptions().list().stream().map(Subscription::subscriptionId))
                .contains(subscription);
        SubscriptionInner read = admin.subscriptions().getById(subscription).innerModel();
        assertThat(read.id()).isEqualTo("/subscriptions/" + subscription);
        assertThat(read.tenantId()).isEqualTo(customer);
        assertThat(read.state()).isEqualTo(SubscriptionState.ENABLED);
        assertThat(read.displayName()).isNotBlank();
        assertThat(admin.tenants().list().stream().map(Tenant::tenantId)).containsExactly(GLOBAL_ADMIN.tenantId());

        assertThat(outsider.subscriptions().list()).isEmpty();
        assertThat(outsider.tenants().list().stream().map(Tenant::tenantId)).containsExactly(OUTSIDER.tenantId());
        ManagementException hidden = catchThrowableOfType(
                ManagementException.class, () -> outsider.subscriptions().getById(subscription));
        assertThat(hidden.getResponse().getStatusCode()).isEqualTo(404);
        assertThat(hidden.getValue().getCode()).isEqualTo("SubscriptionNotFound");
    }
}
