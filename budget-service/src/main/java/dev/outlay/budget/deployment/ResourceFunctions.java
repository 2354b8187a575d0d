package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions that know what is deployed, and where: ids of resources, parameters, variables and what was answered. */
final class ResourceFunctions {

    private ResourceFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.exactly("parameters", 1, call -> call.surroundings().parameter(call.text(0), call.position())),
                Function.exactly("variables", 1, call -> call.surroundings().variable(call.text(0), call.position())),
                Function.between("reference", 1, 3, ResourceFunctions::reference),
                Function.exactly(
                        "resourceInfo", 1, call -> call.surroundings().resourceInfo(call.text(0), call.position())),
                Function.exactly(
                        "deployment", 0, call -> call.surroundings().at().deploymentJson()),
                Function.exactly("tenant", 0, call -> call.surroundings().at().tenantJson()),
                Function.exactly(
                        "subscription",
                        0,
                        call -> here(
                                call,
                                call.surroundings().at().subscriptionJson(),
                                "subscriptions and resource groups")),
                Function.exactly(
                        "resourceGroup",
                        0,
                        call -> here(call, call.surroundings().at().resourceGroupJson(), "resource groups")),
                Function.atLeast("resourceId", 2, ResourceFunctions::resourceId),
                Function.atLeast("subscriptionResourceId", 2, ResourceFunctions::subscriptionResourceId),
                Function.atLeast("tenantResourceId", 2, call -> call.made(id(call, "", 0))),
                Function.atLeast(
                        "managementGroupResourceId",
                        3,
                        call -> call.made(
                                id(call, "/providers/Microsoft.Management/managementGroups/" + call.text(0), 1))),
                Function.atLeast("extensionResourceId", 3, call -> call.made(id(call, call.text(0), 1))));
    }

    private static JsonNode here(Arguments call, @Nullable JsonNode known, String where) {
        if (known == null) {
            throw call.problem("is known in deployments to " + where + " alone");
        }
        return known;
    }

    private static JsonNode reference(Arguments call) {
        boolean full = call.has(2) && call.text(2).equalsIgnoreCase("Full");
        return call.surroundings().reference(call.text(0), full, call.position());
    }

    /** With a subscription and a resource group before the type, or without: then it is where the template is deployed. */
    private static JsonNode resourceId(Arguments call) {
        int type = type(call);
        DeployedAt at = call.surroundings().at();
        String scope =
                switch (type) {
                    case 0 -> at.armId();
                    case 1 ->
                        at.resourceGroup() == null
                                ? "/subscriptions/" + call.text(0)
                                : "/subscriptions/" + at.subscription() + "/resourceGroups/" + call.text(0);
                    default -> "/subscriptions/" + call.text(0) + "/resourceGroups/" + call.text(1);
                };
        return call.made(id(call, scope, type));
    }

    private static JsonNode subscriptionResourceId(Arguments call) {
        int type = type(call);
        String subscription = type == 0
                ? Optional.ofNullable(call.surroundings().at().subscription())
                        .orElseThrow(
                                () -> call.problem("needs a subscription before the type where none is deployed to"))
                : call.text(0);
        return call.made(id(call, "/subscriptions/" + subscription, type));
    }

    /** Which argument is the type: the first with a slash, among the first three. */
    private static int type(Arguments call) {
        for (int number = 0; number < Math.min(3, call.count()); number++) {
            if (call.text(number).contains("/")) {
                return number;
            }
        }
        throw call.problem("takes a type of resource, as 'Microsoft.Consumption/budgets'");
    }

    /** @param type which argument the type is; the others are names, one for each word of it behind the provider */
    private static String id(Arguments call, String scope, int type) {
        List<String> names = new ArrayList<>();
        for (int number = type + 1; number < call.count(); number++) {
            names.add(call.text(number));
        }
        return ResourceId.of(scope.equals("/") ? "" : scope, call.text(type), names)
                .orElseThrow(() -> call.problem("takes a type, as 'Microsoft.Consumption/budgets', and a name for each"
                        + " word of it behind the provider"));
    }
}
