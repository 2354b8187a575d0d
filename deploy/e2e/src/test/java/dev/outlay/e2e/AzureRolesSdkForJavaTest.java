package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.fluent.ResourcesClient;
import com.azure.resourcemanager.resources.fluent.models.GenericResourceInner;
import dev.outlay.e2e.running.AzureClients;
import dev.outlay.e2e.running.Outlay;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a partner's program in Java makes roles, with Azure's SDK as it is, over TLS. */
@Tag("full")
class AzureRolesSdkForJavaTest {

    private static final String ROLES = "2022-04-01";

    private final String subscription = UUID.randomUUID().toString();
    private final ResourcesClient resources =
            AzureClients.of(Outlay.running(), GLOBAL_ADMIN, subscription).resources();

    @Test
    void a_role_is_made_read_changed_assigned_and_deleted_by_its_id() {
        String scope = "/subscriptions/" + subscription;
        String id = scope + "/providers/Microsoft.Authorization/roleDefinitions/" + UUID.randomUUID();
        assertThat(statusOf(() -> resources.getById(id, ROLES))).isEqualTo(404);
        GenericResourceInner made =
                resources.createOrUpdateById(id, ROLES, role(scope, "Microsoft.Consumption/*/read"));
        assertThat(made.id()).isEqualTo(id);
        assertThat(made.type()).isEqualTo("Microsoft.Authorization/roleDefinitions");
        resources.createOrUpdateById(id, ROLES, role(scope, "*/read"));
        assertThat(properties(resources.getById(id, ROLES)))
                .containsEntry("type", "CustomRole")
                .containsEntry("assignableScopes", List.of(scope))
                .extractingByKey("permissions")
                .asString()
                .contains("*/read")
                .doesNotContain("Consumption");

        String assignment = scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        resources.createOrUpdateById(
                assignment,
                ROLES,
                new GenericResourceInner()
                        .withProperties(Map.of("roleDefinitionId", id, "principalId", GLOBAL_ADMIN.principalId())));
        ManagementException assigned =
                catchThrowableOfType(ManagementException.class, () -> resources.deleteById(id, ROLES));
        assertThat(assigned.getValue().getCode()).isEqualTo("RoleDefinitionHasAssignments");
        resources.deleteById(assignment, ROLES);
        resources.deleteById(id, ROLES);
        assertThat(statusOf(() -> resources.getById(id, ROLES))).isEqualTo(404);
    }

    private static GenericResourceInner role(String scope, String action) {
        return new GenericResourceInner()
                .withProperties(Map.of(
                        "roleName",
                        "Watcher of " + scope,
                        "type",
                        "CustomRole",
                        "permissions",
                        List.of(Map.of("actions", List.of(action), "notActions", List.of())),
                        "assignableScopes",
                        List.of(scope)));
    }

    private static int statusOf(Runnable call) {
        try {
            call.run();
            return 200;
        } catch (ManagementException refused) {
            return refused.getResponse().getStatusCode();
        }
    }

    @SuppressWarnings("unchecked") // a generic resource's properties are a JSON object, whatever it is
    private static Map<String, Object> properties(GenericResourceInner resource) {
        return (Map<String, Object>) resource.properties();
    }
}
