package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.resourcegroup.GroupQuestion;
import dev.outlay.budget.resourcegroup.ResourceGroup;
import dev.outlay.budget.resourcegroup.ResourceGroups;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Resource groups over HTTP: {@code Microsoft.Resources/resourceGroups} of a subscription. */
@ApplicationScoped
class ResourceGroupsEndpoint {

    private final ResourceGroups groups;

    ResourceGroupsEndpoint(ResourceGroups groups) {
        this.groups = groups;
    }

    Uni<Answer> list(Call call) {
        Scope.Subscription subscription = (Scope.Subscription) call.scope().scope();
        return groups.list(call.principal(), subscription, () -> question(call)).map(page -> {
            ObjectNode list = ArmJson.node();
            ArrayNode value = list.putArray("value");
            page.groups().forEach(group -> value.add(ResourceGroupBodies.body(subscription.subscription(), group)));
            String next = page.next();
            return Answer.ok(list.put(
                    "nextLink",
                    next == null
                            ? null
                            : Links.next(call, call.scope().armId() + "/resourceGroups", PageToken.write(next))));
        });
    }

    private static GroupQuestion question(Call call) {
        TagFilter filter = TagFilter.read(call.parameter("$filter"));
        return new GroupQuestion(
                filter.name(),
                filter.value(),
                Objects.requireNonNullElse(PageToken.read(call.query()), ""),
                PageSize.of(call).getAsInt());
    }

    Uni<Answer> get(Call call) {
        return groups.get(call.principal(), call.route().need(), scope(call))
                .map(group -> Answer.ok(body(call, group)));
    }

    Uni<Answer> put(Call call) {
        return groups.put(call.changedBy(), scope(call), () -> ResourceGroupBodies.whole(call))
                .map(kept ->
                        kept.isNew() ? Answer.created(body(call, kept.group())) : Answer.ok(body(call, kept.group())));
    }

    Uni<Answer> patch(Call call) {
        return groups.change(call.changedBy(), scope(call), () -> ResourceGroupBodies.part(call))
                .map(group -> Answer.ok(body(call, group)));
    }

    /** Done when it is answered, so that there is nothing to poll: azurerm then asks for the group until that is 404, and az and the SDKs are content. */
    Uni<Answer> delete(Call call) {
        return groups.delete(call.changedBy(), scope(call)).replaceWith(Answer.EMPTY);
    }

    /** What goes with a group when it is deleted: nothing does. azurerm deletes no group in which it is told of anything. */
    Uni<Answer> resources(Call call) {
        return groups.get(call.principal(), call.route().need(), scope(call)).map(group -> {
            ObjectNode list = ArmJson.node();
            list.putArray("value");
            return Answer.ok(list.putNull("nextLink"));
        });
    }

    private static Scope.ResourceGroup scope(Call call) {
        return (Scope.ResourceGroup) call.scope().scope();
    }

    private static ObjectNode body(Call call, ResourceGroup group) {
        return ResourceGroupBodies.body(scope(call).subscription(), group);
    }
}
