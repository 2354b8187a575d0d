package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.management.Region;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.models.GenericResourceInner;
import com.azure.resourcemanager.resources.models.Provider;
import com.azure.resourcemanager.resources.models.ResourceGroup;
import com.azure.resourcemanager.resources.models.ResourceGroups;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.AzureClients;
import dev.outlay.e2e.running.Outlay;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a partner's program makes resource groups and looks at providers, with Azure's SDK as it is, over TLS. */
@Tag("full")
class AzureResourceGroupsSdkForJavaTest {

    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("groups");
    private final String subscription = UUID.randomUUID().toString();
    private final AzureClients clients = AzureClients.of(outlay, GLOBAL_ADMIN, subscription);
    private final ResourceManager manager = clients.signedIn().withSubscription(subscription);

    @BeforeEach
    void a_subscription_is_known_and_the_admin_owns_it() {
        Answer stated = outlay.door(GLOBAL_ADMIN)
                .put(
                        account.id() + "/customers/" + UUID.randomUUID() + "/billingSubscriptions/" + subscription
                                + "?api-version=2024-04-01",
                        "{\"properties\":{\"displayName\":\"Landing zone\"}}");
        assertThat(stated.status()).as(stated.body()).isEqualTo(200);
        clients.resources()
                .createOrUpdateById(
                        "/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                                + UUID.randomUUID(),
                        "2022-04-01",
                        new GenericResourceInner()
                                .withProperties(Map.of(
                                        "roleDefinitionId", "Owner", "principalId", GLOBAL_ADMIN.principalId())));
    }

    @Test
    void a_resource_group_is_made_read_changed_listed_and_deleted_by_the_SDK() {
        ResourceGroups groups = manager.resourceGroups();
        assertThat(groups.contain("platform")).isFalse();

        ResourceGroup made = groups.define("platform")
                .withRegion(Region.EUROPE_WEST)
                .withTag("env", "prod")
                .create();

        assertThat(made.id()).isEqualTo("/subscriptions/" + subscription + "/resourceGroups/platform");
        assertThat(made.provisioningState()).isEqualTo("Succeeded");
        assertThat(groups.contain("platform")).isTrue();
        assertThat(groups.getByName("PLATFORM").region()).isEqualTo(Region.EUROPE_WEST);
        made.update().withTag("owner", "ops").withoutTag("env").apply();
        assertThat(groups.getByName("platform").tags()).isEqualTo(Map.of("owner", "ops"));
        assertThat(groups.list()).extracting(ResourceGroup::name).containsExactly("platform");
        assertThat(groups.listByTag("owner", "ops")).hasSize(1);
        assertThat(groups.listByTag("owner", "others")).isEmpty();
        assertThat(manager.genericResources().listByResourceGroup("platform")).isEmpty();

        groups.deleteByName("platform");

        assertThat(groups.contain("platform")).isFalse();
        assertThat(statusOf(() -> groups.getByName("platform"))).isEqualTo(404);
        assertThat(groups.list()).isEmpty();
    }

    @Test
    void what_is_answered_is_registered_and_a_namespace_that_is_not_is_not_there() {
        assertThat(manager.providers().list())
                .extracting(Provider::namespace)
                .contains("Microsoft.Consumption", "Microsoft.CostManagement", "microsoft.insights")
                .doesNotContain("Microsoft.Compute");
        Provider consumption = manager.providers().getByName("Microsoft.Consumption");
        assertThat(consumption.registrationState()).isEqualTo("Registered");
        assertThat(consumption.resourceTypes())
                .anySatisfy(type -> assertThat(type.resourceType()).isEqualTo("budgets"));
        assertThat(manager.providers().register("Microsoft.Consumption").registrationState())
                .isEqualTo("Registered");
        assertThat(statusOf(() -> manager.providers().unregister("Microsoft.Consumption")))
                .isEqualTo(409);
        assertThat(statusOf(() -> manager.providers().register("Microsoft.Compute")))
                .isEqualTo(404);
    }

    private static int statusOf(Runnable call) {
        try {
            call.run();
            return 200;
        } catch (ManagementException refused) {
            return refused.getResponse().getStatusCode();
        }
    }
}
