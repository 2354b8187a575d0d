package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a template is deployed, and as what.
 *
 * @param subscription null at the tenant
 * @param resourceGroup null but at one
 * @param tenant of whoever deploys
 * @param name of the deployment
 * @param location as the request says it; null for none
 */
public record DeployedAt(
        @Nullable String subscription,
        @Nullable String resourceGroup,
        String tenant,
        String name,
        @Nullable String location) {

    /** Where Outlay says that a resource group is: of none it knows, and nothing that it makes is in any one place. */
    private static final String NOWHERE_IN_PARTICULAR = "global";

    /** The ARM id of the scope; empty for the tenant. */
    public String armId() {
        if (subscription == null) {
            return "";
        }
        return resourceGroup == null
                ? "/subscriptions/" + subscription
                : "/subscriptions/" + subscription + "/resourceGroups/" + resourceGroup;
    }

    /** What {@code subscription()} is; null at the tenant. */
    @Nullable
    ObjectNode subscriptionJson() {
        return subscription == null
                ? null
                : node().put("id", "/subscriptions/" + subscription).put("subscriptionId", subscription);
    }

    /** What {@code resourceGroup()} is; null but at one. */
    @Nullable
    ObjectNode resourceGroupJson() {
        return resourceGroup == null
                ? null
                : node().put("id", armId())
                        .put("name", resourceGroup)
                        .put("type", "Microsoft.Resources/resourceGroups")
                        .put("location", NOWHERE_IN_PARTICULAR);
    }

    /** What {@code tenant()} is. */
    ObjectNode tenantJson() {
        return node().put("id", "/").put("tenantId", tenant);
    }

    /** What {@code deployment()} is. */
    ObjectNode deploymentJson() {
        ObjectNode deployment = node().put("name", name);
        deployment.put("location", location == null ? NOWHERE_IN_PARTICULAR : location);
        deployment.putObject("properties").put("mode", "Incremental");
        return deployment;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
