package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.fluent.DeploymentsManagementClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentExtendedInner;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentParameter;
import com.azure.resourcemanager.resources.models.DeploymentProperties;
import com.azure.resourcemanager.resources.models.ProvisioningState;
import com.azure.resourcemanager.resources.models.ScopedDeployment;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.running.AzureClients;
import dev.outlay.e2e.running.Outlay;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a partner's program deploys a template that Bicep has compiled, with Azure's SDK as it is, over TLS: a budget that tells an action group of the alert service. */
@Tag("full")
class AzureDeploymentsSdkForJavaTest {

    private static final String TEMPLATE = """
        {"$schema":"https://schema.management.azure.com/schemas/2019-08-01/tenantDeploymentTemplate.json#","contentVersion":"1.0.0.0",
        "parameters":{"account":{"type":"string"},"hook":{"type":"string"},"amount":{"type":"int","defaultValue":100},
        "startDate":{"type":"string","defaultValue":"[utcNow('yyyy-MM-01T00:00:00Z')]"}},
        "variables":{"account":"[tenantResourceId('Microsoft.Billing/billingAccounts', parameters('account'))]",
        "group":"[extensionResourceId(variables('account'), 'Microsoft.Insights/actionGroups', 'deployed')]"},
        "resources":[
        {"type":"Microsoft.Consumption/budgets","apiVersion":"2023-11-01","scope":"[variables('account')]","name":"deployed",
        "properties":{"category":"Cost","amount":"[parameters('amount')]","timeGrain":"Monthly","timePeriod":{"startDate":"[parameters('startDate')]"},
        "notifications":{"half":{"enabled":true,"operator":"GreaterThan","threshold":50,"contactEmails":["a@example.com"],"contactGroups":["[variables('group')]"]}}},
        "dependsOn":["[variables('group')]"]},
        {"type":"Microsoft.Insights/actionGroups","apiVersion":"2021-09-01","scope":"[variables('account')]","name":"deployed","location":"Global",
        "properties":{"groupShortName":"e2e","enabled":true,"webhookReceivers":[{"name":"hook","serviceUri":"[parameters('hook')]","useCommonAlertSchema":false}]}}],
        "outputs":{"group":{"type":"string","value":"[variables('group')]"}}}
        """;

    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("deployed");
    private final AzureClients clients =
            AzureClients.of(outlay, GLOBAL_ADMIN, UUID.randomUUID().toString());
    private final DeploymentsManagementClient deployments =
            clients.signedIn().withSubscription(UUID.randomUUID().toString()).deploymentClient();
    private final String name = account.name();

    private ScopedDeployment deployment(int amount) {
        return new ScopedDeployment()
                .withLocation("westeurope")
                .withProperties(new DeploymentProperties()
                        .withMode(DeploymentMode.INCREMENTAL)
                        .withTemplate(template())
                        .withParameters(Map.of(
                                "account",
                                new DeploymentParameter().withValue(account.name()),
                                "amount",
                                new DeploymentParameter().withValue(amount),
                                "hook",
                                new DeploymentParameter().withValue(outlay.webhookUri("deployed")))));
    }

    private static Object template() {
        try {
            return new ObjectMapper().readValue(TEMPLATE, Map.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    @Test
    void a_template_is_deployed_by_the_SDK_and_its_action_group_is_the_alert_service_s() {
        assertThat(deployments
                        .getDeployments()
                        .validateAtTenantScope(name, deployment(100))
                        .error())
                .isNull();

        DeploymentExtendedInner made = deployments.getDeployments().createOrUpdateAtTenantScope(name, deployment(100));

        assertThat(made.properties().provisioningState()).isEqualTo(ProvisioningState.SUCCEEDED);
        assertThat(made.properties().outputResources()).hasSize(2);
        assertThat(clients.resources()
                        .getById(account.actionGroup("deployed"), "2021-09-01")
                        .name())
                .isEqualTo("deployed");
        assertThat(clients.resources()
                        .getById(account.id() + "/providers/Microsoft.Consumption/budgets/deployed", "2023-11-01")
                        .properties()
                        .toString())
                .contains(account.actionGroup("deployed"));
        assertThat(deployments.getDeploymentOperations().listAtTenantScope(name))
                .hasSize(2)
                .allSatisfy(operation ->
                        assertThat(operation.properties().provisioningState()).isEqualTo("Succeeded"));
        deployments.getDeployments().createOrUpdateAtTenantScope(name, deployment(200));

        ManagementException failed = catchThrowableOfType(
                ManagementException.class,
                () -> deployments.getDeployments().createOrUpdateAtTenantScope(name, deployment(-1)));

        assertThat(failed.getValue().getCode()).isEqualTo("DeploymentFailed");
        assertThat(failed.getValue().getDetails()).hasSize(1);
        assertThat(deployments
                        .getDeployments()
                        .getAtTenantScope(name)
                        .properties()
                        .provisioningState())
                .isEqualTo(ProvisioningState.FAILED);
        deployments.getDeployments().deleteAtTenantScope(name);
        assertThat(deployments.getDeployments().listAtTenantScope()).noneMatch(each -> name.equals(each.name()));
    }
}
