package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.KnownManagementGroups;
import dev.outlay.budget.access.ManagementGroup;
import dev.outlay.budget.budget.JsonText;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Management groups over HTTP, for the partner's admins: one may have subscriptions of several customers in it. */
@ApplicationScoped
class KnownGroupsEndpoint {

    private static final String PATH = "/providers/Microsoft.Management/managementGroups";
    private static final String TYPE = "Microsoft.Management/managementGroups";

    /** Azure's rule. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_().-]{1,90}(?<![.])");

    private static final int LONGEST_NAME = 256;

    private final KnownManagementGroups groups;
    private final Access access;

    KnownGroupsEndpoint(KnownManagementGroups groups, Access access) {
        this.groups = groups;
        this.access = access;
    }

    Uni<Answer> list(Call call) {
        access.admit(call.principal(), call.route().need());
        return groups.list(
                        Objects.requireNonNullElse(PageToken.read(call.query()), ""),
                        PageSize.of(call).getAsInt())
                .map(page -> {
                    ObjectNode list = ArmJson.node();
                    ArrayNode value = list.putArray("value");
                    page.groups().forEach(group -> {
                        ObjectNode each = resource(group);
                        properties(call, each, group);
                        value.add(each);
                    });
                    String next = page.next();
                    return Answer.ok(
                            list.put("nextLink", next == null ? null : Links.next(call, PATH, PageToken.write(next))));
                });
    }

    Uni<Answer> get(Call call) {
        return groups.find(group(call))
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> Refusal.notFound(
                                "NotFound",
                                "The management group '" + call.name()
                                        + "' is not known. It is once PUT has made it, a subscription is in it or a role is assigned at it.")
                        .exception()))));
    }

    /** 200 also for one that was not there: azurerm and az take no 201. */
    Uni<Answer> put(Call call) {
        Scope.ManagementGroup group = group(call);
        return groups.put(call.changedBy(), group, displayName(call)).map(kept -> Answer.ok(body(call, kept)));
    }

    Uni<Answer> delete(Call call) {
        return groups.delete(call.changedBy(), group(call)).replaceWith(Answer.NO_CONTENT);
    }

    private Scope.ManagementGroup group(Call call) {
        access.admit(call.principal(), call.route().need());
        return (Scope.ManagementGroup) call.scope().scope();
    }

    /** What a body says; null where it says no name. */
    private static @Nullable String displayName(Call call) {
        JsonNode properties = ArmJson.object(call).path("properties");
        if (!NAME.matcher(call.name()).matches()) {
            throw Refusal.badRequest(
                            "The id of a management group has 1 to 90 letters of the English alphabet, digits, '-',"
                                    + " '_', '(', ')' and '.', and does not end with a period.")
                    .exception();
        }
        String parent = properties.at("/details/parent/id").asText("");
        if (!parent.isEmpty() && !parent.equalsIgnoreCase(root(call))) {
            throw Refusal.badRequest(
                            "Management groups are not in each other here; the parent of each is '" + root(call) + "'.")
                    .exception();
        }
        JsonNode name = properties.path("displayName");
        if (name.isMissingNode() || name.isNull()) {
            return null;
        }
        if (!name.isTextual() || !JsonText.keeps(name.textValue(), LONGEST_NAME)) {
            throw Refusal.badRequest("'properties.displayName' must be a text of 1 to " + LONGEST_NAME
                            + " characters without control characters.")
                    .exception();
        }
        return name.textValue();
    }

    /** Azure names it after the tenant, which is the caller's: nobody but the partner's admins is told of any. */
    private static String root(Call call) {
        return PATH + "/" + call.principal().tenant();
    }

    private static ObjectNode resource(ManagementGroup group) {
        return ArmJson.resource(group.armId(), group.name(), TYPE);
    }

    private static ObjectNode properties(Call call, ObjectNode body, ManagementGroup group) {
        return body.putObject("properties")
                .put("tenantId", call.principal().tenant())
                .put("displayName", group.displayName());
    }

    private static ObjectNode body(Call call, ManagementGroup group) {
        ObjectNode body = resource(group);
        ObjectNode properties = properties(call, body, group);
        properties
                .putObject("details")
                .putObject("parent")
                .put("id", root(call))
                .put("name", call.principal().tenant())
                .put("displayName", "Tenant Root Group");
        if (call.parameter("$expand").equalsIgnoreCase("children")) {
            ArrayNode children = properties.putArray("children");
            for (String subscription : group.subscriptions()) {
                children.add(ArmJson.resource("/subscriptions/" + subscription, subscription, "/subscriptions")
                        .put("displayName", subscription));
            }
        }
        return body;
    }
}
