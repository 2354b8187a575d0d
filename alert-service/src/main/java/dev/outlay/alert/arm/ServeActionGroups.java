package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.ActionGroup;
import dev.outlay.alert.actiongroup.ActionGroupJson;
import dev.outlay.alert.actiongroup.ActionGroupPatch;
import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.actiongroup.GroupsOfPlaceTable;
import dev.outlay.alert.actiongroup.GroupsOfPlaceTable.Position;
import dev.outlay.alert.actiongroup.Problem;
import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.actiongroup.TooManyGroups;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.delivery.VerificationsTable;
import dev.outlay.alert.transport.WebhookTargets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes, changes, shows, lists and deletes action groups. */
@ApplicationScoped
class ServeActionGroups {

    private final Transactions transactions;
    private final ActionGroupsTable groups;
    private final VerificationsTable verifications;
    private final WebhookTargets targets;
    private final Clock clock;

    ServeActionGroups(
            Transactions transactions,
            ActionGroupsTable groups,
            VerificationsTable verifications,
            WebhookTargets targets,
            Clock clock) {
        this.verifications = verifications;
        this.clock = clock;
        this.transactions = transactions;
        this.groups = groups;
        this.targets = targets;
    }

    Uni<Answer> put(Request request, Operation.OneGroup operation, Sight sight) {
        return switch (request.json()) {
            case Request.Body.Bad bad -> Uni.createFrom().item(bad.answer());
            case Request.Body.Json json -> {
                List<Problem> problems = new ArrayList<>();
                Optional<ActionGroup> group =
                        ActionGroupJson.read(operation.id(), json.value(), targets::refusal, problems);
                yield group.map(valid -> save(valid, sight))
                        .orElseGet(() -> Uni.createFrom().item(invalid(problems)));
            }
        };
    }

    private Uni<Answer> save(ActionGroup group, Sight sight) {
        return transactions
                .editing(session -> groups.put(session, group, sight).chain(put -> verifications
                        .register(session, put.row(), group.webhooks(), clock.instant())
                        .replaceWith(put)))
                .map(put -> Answer.of(put.created() ? 201 : 200, ActionGroupJson.write(put.group(), put.written())))
                .onFailure(TooManyGroups.class)
                .recoverWithItem(tooMany -> Answer.error(409, "ResourceQuotaExceeded", tooMany.said()));
    }

    Uni<Answer> patch(Request request, Operation.OneGroup operation, Sight sight) {
        return switch (request.json()) {
            case Request.Body.Bad bad -> Uni.createFrom().item(bad.answer());
            case Request.Body.Json json -> {
                List<Problem> problems = new ArrayList<>();
                ActionGroupPatch patch = ActionGroupPatch.read(json.value(), problems);
                yield problems.isEmpty()
                        ? transactions
                                .editing(session -> groups.patch(session, operation.id(), patch, sight))
                                .map(found -> found.map(group -> Answer.ok(ActionGroupJson.write(group, Map.of())))
                                        .orElseGet(() -> Answer.notFound(request.path())))
                        : Uni.createFrom().item(invalid(problems));
            }
        };
    }

    static Answer invalid(List<Problem> problems) {
        String message = problems.stream()
                .map(problem -> problem.pointer().isEmpty()
                        ? problem.message()
                        : problem.pointer() + " " + problem.message() + ".")
                .collect(Collectors.joining(" "));
        return Answer.error(400, "InvalidRequestContent", message);
    }

    Uni<Answer> show(Request request, Operation.OneGroup operation, Sight sight) {
        return transactions
                .editing(session -> groups.find(session, operation.id(), sight))
                .map(found -> found.map(group -> Answer.ok(ActionGroupJson.write(group, Map.of())))
                        .orElseGet(() -> Answer.notFound(request.path())));
    }

    Uni<Answer> delete(Operation.OneGroup operation, Sight sight) {
        return transactions
                .editing(session -> groups.delete(session, operation.id(), sight))
                .map(deleted -> Answer.empty(deleted ? 200 : 204));
    }

    /** All of them as a rule: a client may take this list for one page, as Azure's is, so only what is too large for one answer comes in several. */
    Uni<Answer> list(Request request, Operation.Groups operation, Sight sight) {
        Optional<String> token = request.query().apply("$skiptoken");
        Optional<Position> after = token.isEmpty() ? Optional.of(Position.FIRST) : token.flatMap(GroupToken::read);
        return after.map(position -> transactions
                        .editing(session -> GroupsOfPlaceTable.list(session, operation.scope(), sight, position))
                        .map(page -> listed(request, page)))
                .orElseGet(() -> Uni.createFrom()
                        .item(Answer.error(400, "InvalidSkipToken", "The $skiptoken is not one that this API gave.")));
    }

    private static Answer listed(Request request, GroupsOfPlaceTable.Page page) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        page.groups().forEach(group -> value.add(ActionGroupJson.write(group, Map.of())));
        body.put(
                "nextLink",
                page.last()
                        .map(GroupToken::write)
                        .map(next -> Links.next(request, next))
                        .orElse(null));
        return Answer.ok(body);
    }
}
