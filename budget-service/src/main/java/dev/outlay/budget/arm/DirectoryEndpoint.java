package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Directory;
import dev.outlay.budget.access.DirectoryPrincipal;
import dev.outlay.budget.budget.EmailAddress;
import dev.outlay.budget.budget.JsonText;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of principals over HTTP, for the partner's admins. */
@ApplicationScoped
class DirectoryEndpoint {

    private static final String PATH = "/v1/directory/principals";
    private static final int MAX_ID = 200;
    private static final int MAX_NAME = 256;
    private static final int MAX_MAIL = 320;

    private final Directory directory;
    private final Access access;

    DirectoryEndpoint(Directory directory, Access access) {
        this.directory = directory;
        this.access = access;
    }

    Uni<Answer> list(Call call) {
        access.admit(call.principal(), call.route().need());
        return directory
                .page(PageToken.read(call.query()), PageSize.of(call).getAsInt())
                .map(page -> {
                    ObjectNode list = ArmJson.node();
                    ArrayNode value = list.putArray("value");
                    page.principals().forEach(principal -> value.add(body(principal)));
                    String next = page.next();
                    list.put("nextLink", next == null ? null : Links.next(call, PATH, PageToken.write(next)));
                    return Answer.ok(list);
                });
    }

    Uni<Answer> get(Call call) {
        access.admit(call.principal(), call.route().need());
        return directory.find(call.name()).map(found -> found.map(principal -> Answer.ok(body(principal)))
                .orElseThrow(() -> Refusal.notFound(
                                "ResourceNotFound",
                                "The principal '" + call.name()
                                        + "' is not in the directory. Write it with PUT at the same path.")
                        .exception()));
    }

    Uni<Answer> put(Call call) {
        access.admit(call.principal(), call.route().need());
        DirectoryPrincipal principal = read(call);
        return directory
                .put(call.changedBy(), principal)
                .map(created -> created ? Answer.created(body(principal)) : Answer.ok(body(principal)));
    }

    Uni<Answer> delete(Call call) {
        access.admit(call.principal(), call.route().need());
        return directory.delete(call.changedBy(), call.name()).map(was -> was ? Answer.EMPTY : Answer.NO_CONTENT);
    }

    private static DirectoryPrincipal read(Call call) {
        JsonNode body = ArmJson.object(call);
        List<String> problems = new ArrayList<>();
        if (!JsonText.keeps(call.name(), MAX_ID)) {
            problems.add("The id of a principal has 1 to " + MAX_ID + " characters without control characters.");
        }
        String tenant = text(body, "tenantId", MAX_ID, problems);
        if (tenant == null && problems.isEmpty()) {
            problems.add("'tenantId' is required: the tenant whose directory the principal is from.");
        }
        DirectoryPrincipal.Kind kind =
                DirectoryPrincipal.Kind.named(body.path("kind").asText("")).orElse(null);
        if (kind == null) {
            problems.add("'kind' must be User, Group or ServicePrincipal.");
        }
        String displayName = text(body, "displayName", MAX_NAME, problems);
        String mail = text(body, "mail", MAX_MAIL, problems);
        if (mail != null && !EmailAddress.isValid(mail)) {
            problems.add("'mail' must be an e-mail address, or null.");
        }
        if (tenant == null || kind == null || !problems.isEmpty()) {
            throw Refusal.badRequest(String.join(" ", problems)).exception();
        }
        return new DirectoryPrincipal(call.name(), tenant, kind, displayName, mail);
    }

    /** A text; null where it is missing or null, and after a problem was added. */
    private static @Nullable String text(JsonNode body, String name, int maxLength, List<String> problems) {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isTextual() && JsonText.keeps(node.textValue(), maxLength)) {
            return node.textValue();
        }
        problems.add("'" + name + "' must be a text of 1 to " + maxLength + " characters without control characters.");
        return null;
    }

    private static ObjectNode body(DirectoryPrincipal principal) {
        return ArmJson.node()
                .put("id", principal.id())
                .put("tenantId", principal.tenant())
                .put("kind", principal.kind().label())
                .put("displayName", principal.displayName())
                .put("mail", principal.mail());
    }
}
