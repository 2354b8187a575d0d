package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern SCOPE =
            Pattern.compile("(?:/subscriptions/([^/]+)(?:/resourceGroups/([^/]+))?)?", Pattern.CASE_INSENSITIVE);

    /**
     * Where a template within this one is deployed; empty for a scope at which none is.
     *
     * @param scope an ARM id; empty for the tenant
     */
    Optional<DeployedAt> within(String scope, String deployment, @Nullable String said) {
        Matcher matcher = SCOPE.matcher(scope);
        return matcher.matches()
                ? Optional.of(new DeployedAt(matcher.group(1), matcher.group(2), tenant, deployment, said))
                : Optional.empty();
    }

    /** Whether it is the same deployment, in whatever casing. */
    boolean isSame(DeployedAt other) {
        return armId().equalsIgnoreCase(other.armId())
                && name.equalsIgnoreCase(other.name)
                && tenant.equals(other.tenant)
                && Objects.equals(location, other.location);
    }

    /** The ARM id of the deployment itself. */
    String deploymentId() {
        return armId() + "/providers/Microsoft.Resources/deployments/" + name;
    }

    /** Whether a resource is at the scope or below, and may be made or asked about from here: all are from the tenant. */
    boolean holds(String id) {
        return armId().isEmpty() || ResourceId.key(id).startsWith(ResourceId.key(armId()) + "/");
    }

    /** Whether what is told of a deployment there may be kept here: within one subscription, which is one customer's, and at the tenant, which is the partner's own. */
    boolean mayKeepOf(String id) {
        return subscription == null
                || ResourceId.key(id).startsWith(ResourceId.key("/subscriptions/" + subscription) + "/");
    }

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
