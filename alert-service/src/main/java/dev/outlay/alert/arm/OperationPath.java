package dev.outlay.alert.arm;

import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.scope.ScopedPath;
import java.util.List;
import java.util.Optional;

/** Reads from a path what it asks for. */
final class OperationPath {

    private OperationPath() {}

    /** Reads the segments of a path; empty where they name nothing this service serves. */
    static Optional<Operation> of(List<String> segments) {
        if (segments.size() >= 2
                && segments.get(0).equals("v1")
                && segments.get(1).equals("deliveries")) {
            return ofDeliveries(segments);
        }
        if (segments.size() >= 2
                && segments.get(0).equals("v1")
                && segments.get(1).equals("suppressions")) {
            return switch (segments.size()) {
                case 2 -> Optional.of(new Operation.Suppressions());
                case 3 -> Optional.of(new Operation.OneSuppression(segments.get(2)));
                default -> Optional.empty();
            };
        }
        if (segments.size() == 3
                && segments.get(0).equals("v1")
                && segments.get(1).equals("unsubscribe")) {
            return Optional.of(new Operation.Unsubscribe(segments.get(2)));
        }
        if (segments.size() == 3
                && segments.get(0).equals("v1")
                && segments.get(1).equals("acknowledge")) {
            return Optional.of(new Operation.Acknowledge(segments.get(2)));
        }
        if (segments.size() == 3
                && segments.get(0).equals("v1")
                && segments.get(1).equals("agree")) {
            return Optional.of(new Operation.Agree(segments.get(2)));
        }
        if (segments.size() >= 2
                && segments.get(0).equals("v1")
                && segments.get(1).equals("recipients")) {
            return OfRecipients.of(segments.subList(2, segments.size()));
        }
        if (WebhookPath.is(segments)) {
            return WebhookPath.of(segments.subList(2, segments.size()));
        }
        if (SilencePath.is(segments)) {
            return SilencePath.of(segments.subList(2, segments.size()));
        }
        if (segments.equals(List.of("v1", "openapi", "alert-service"))) {
            return Optional.of(new Operation.Description());
        }
        return ScopedPath.of(segments).flatMap(path -> ofScoped(path.scope(), path.rest()));
    }

    private static Optional<Operation> ofDeliveries(List<String> segments) {
        return switch (segments.size()) {
            case 2 -> Optional.of(new Operation.Deliveries());
            case 3 ->
                Optional.of(
                        segments.get(2).equals("replay")
                                ? new Operation.ReplayAll()
                                : new Operation.OneDelivery(segments.get(2)));
            case 4 ->
                segments.get(3).equals("replay")
                        ? Optional.of(new Operation.Replay(segments.get(2)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Operation> ofScoped(Scope scope, List<String> rest) {
        if (rest.size() < 3 || !rest.get(0).equalsIgnoreCase("providers")) {
            return Optional.empty();
        }
        String type = rest.get(1) + "/" + rest.get(2);
        if (type.equalsIgnoreCase("Microsoft.CostManagement/alerts")) {
            return switch (rest.size()) {
                case 3 -> Optional.of(new Operation.Alerts(scope));
                case 4 -> Optional.of(new Operation.OneAlert(scope, rest.get(3)));
                default -> Optional.empty();
            };
        }
        boolean ofInsights = rest.get(1).equalsIgnoreCase("Microsoft.Insights")
                && (ActionGroupId.canOwn(scope) || scope instanceof Scope.Subscription);
        return ofInsights ? ofInsights(scope, rest) : Optional.empty();
    }

    private static Optional<Operation> ofInsights(Scope scope, List<String> rest) {
        if (!String.join("/", rest.subList(0, 3)).equalsIgnoreCase("providers/Microsoft.Insights/actionGroups")) {
            return ofTest(scope, Optional.empty(), rest.subList(2, rest.size()));
        }
        if (rest.size() == 3) {
            return Optional.of(new Operation.Groups(scope));
        }
        Optional<ActionGroupId> group = ActionGroupId.inPath(scope, rest.subList(0, 4));
        return rest.size() == 4
                ? group.map(Operation.OneGroup::new)
                : group.flatMap(id -> ofTest(scope, group, rest.subList(4, rest.size())));
    }

    private static Optional<Operation> ofTest(Scope scope, Optional<ActionGroupId> group, List<String> words) {
        if (words.size() == 1 && words.getFirst().equalsIgnoreCase("createNotifications")) {
            return Optional.of(new Operation.TestReceivers(scope, group));
        }
        return words.size() == 2 && words.getFirst().equalsIgnoreCase("notificationStatus")
                ? Optional.of(new Operation.OneTest(scope, group, words.getLast()))
                : Optional.empty();
    }
}
