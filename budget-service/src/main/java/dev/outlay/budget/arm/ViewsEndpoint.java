package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKind;
import dev.outlay.budget.scope.ScopedPath;
import dev.outlay.budget.view.BuiltInView;
import dev.outlay.budget.view.SavedView;
import dev.outlay.budget.view.ViewJson;
import dev.outlay.budget.view.ViewRequest;
import dev.outlay.budget.view.Views;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Views of cost analysis over HTTP: the caller's own, those that are shared at a scope, and there the built-in ones after them. */
@ApplicationScoped
class ViewsEndpoint {

    private static final String TYPE = "Microsoft.CostManagement/Views";

    private final Views views;
    private final Clock clock;

    ViewsEndpoint(Views views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    Uni<Answer> list(Call call) {
        return views.list(call.principal(), call.scoped()).map(found -> Answer.ok(list(call, found)));
    }

    Uni<Answer> get(Call call) {
        return views.find(call.principal(), call.scoped(), call.name()).map(found -> found.map(view -> body(call, view))
                .or(() -> builtIn(call))
                .map(Answer::ok)
                .orElseThrow(() -> Refusal.notFound("ResourceNotFound", "There is no view '" + call.name() + "' here.")
                        .exception()));
    }

    Uni<Answer> put(Call call) {
        return views.put(call.changedBy(), call.scoped(), call.name(), () -> request(call))
                .map(kept ->
                        kept.created() ? Answer.created(body(call, kept.view())) : Answer.ok(body(call, kept.view())));
    }

    Uni<Answer> delete(Call call) {
        return views.delete(call.changedBy(), call.scoped(), call.name())
                .map(was -> was ? Answer.EMPTY : Answer.NO_CONTENT);
    }

    private ViewRequest request(Call call) {
        JsonNode body = ArmJson.object(call);
        return call.scoped() == null
                ? ViewJson.read(body, "", kindOf(ViewJson.scope(body)), today())
                : ViewJson.read(body, call.scope().armId(), call.scope().scope().kind(), today());
    }

    /** What a private view can ask depends on the scope that it names. */
    private static ScopeKind kindOf(@Nullable String scope) {
        if (scope == null) {
            return ScopeKind.BILLING_ACCOUNT;
        }
        return ScopedPath.ofId(scope)
                .filter(found -> !(found instanceof Scope.ManagementGroup))
                .map(Scope::kind)
                .orElseThrow(() -> Refusal.badRequest(
                                "'properties.scope' must be the id of a billing account, billing profile, customer, subscription"
                                        + " or resource group, or empty.")
                        .exception());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private ObjectNode list(Call call, List<SavedView> found) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        found.forEach(view -> value.add(body(call, view)));
        if (call.scoped() != null) {
            BuiltInView.at(call.scope().scope().kind()).forEach(view -> value.add(body(call, view)));
        }
        return list.putNull("nextLink");
    }

    private Optional<ObjectNode> builtIn(Call call) {
        return call.scoped() == null
                ? Optional.empty()
                : BuiltInView.named(call.scope().scope().kind(), call.name()).map(view -> body(call, view));
    }

    private static ObjectNode body(Call call, SavedView view) {
        ObjectNode body = resource(call, view.name()).put("eTag", "\"" + view.eTag() + "\"");
        ObjectNode properties = ((ObjectNode) ArmJson.kept(view.properties()))
                .put("createdOn", view.createdAt().toString())
                .put("modifiedOn", view.modifiedAt().toString());
        return body.set("properties", properties);
    }

    private ObjectNode body(Call call, BuiltInView view) {
        return resource(call, view.viewName())
                .set("properties", view.properties(call.scope().armId(), today()));
    }

    private static ObjectNode resource(Call call, String name) {
        String scope = call.scoped() == null ? "" : call.scope().armId();
        return ArmJson.resource(scope + "/providers/Microsoft.CostManagement/views/" + name, name, TYPE);
    }
}
