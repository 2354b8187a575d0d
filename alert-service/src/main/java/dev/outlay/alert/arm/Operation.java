package dev.outlay.alert.arm;

import dev.outlay.alert.access.AccessAction;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.scope.ScopedPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a path asks for; with the method it is a request. */
sealed interface Operation {

    /** The methods that can be used on it. */
    Set<String> methods();

    /** Whether it is one of ARM's, which need an api-version. */
    default boolean isArm() {
        return true;
    }

    /** The scope whose rights decide; empty for what concerns the partner as a whole. */
    Optional<Scope> place();

    /** What is wanted there with one of the methods: the one decision that each route declares. */
    default AccessAction action(String method) {
        return method.equals("GET") ? AccessAction.READ : AccessAction.WRITE;
    }

    /** The alerts of exactly one scope. */
    record Alerts(Scope scope) implements Operation {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        public Optional<Scope> place() {
            return Optional.of(scope);
        }
    }

    /** One alert of a scope. */
    record OneAlert(Scope scope, String alert) implements Operation {
        @Override
        public Set<String> methods() {
            return Set.of("GET", "PATCH");
        }

        @Override
        public Optional<Scope> place() {
            return Optional.of(scope);
        }
    }

    /** The action groups of a resource group, a subscription or a billing account. */
    record Groups(Scope scope) implements Operation {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        public Optional<Scope> place() {
            return Optional.of(scope);
        }
    }

    /** One action group. */
    record OneGroup(ActionGroupId id) implements Operation {
        @Override
        public Set<String> methods() {
            return Set.of("GET", "PUT", "PATCH", "DELETE");
        }

        @Override
        public Optional<Scope> place() {
            return Optional.of(id.owner());
        }

        @Override
        public AccessAction action(String method) {
            return method.equals("PUT") ? AccessAction.OWN : Operation.super.action(method);
        }
    }

    /** Tests receivers, at a scope or at one action group. */
    record TestReceivers(Scope scope, Optional<ActionGroupId> group) implements Operation {
        @Override
        public Set<String> methods() {
            return Set.of("POST");
        }

        @Override
        public Optional<Scope> place() {
            return Optional.of(scope);
        }
    }

    /** What has come of a test that was asked for there. */
    record OneTest(Scope scope, Optional<ActionGroupId> group, String test) implements Operation {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        public Optional<Scope> place() {
            return Optional.of(scope);
        }
    }

    /** What the partner's operators ask for: no path of ARM's, and about no scope. */
    sealed interface ForOperators extends Operation {
        @Override
        default boolean isArm() {
            return false;
        }

        @Override
        default Optional<Scope> place() {
            return Optional.empty();
        }

        @Override
        default AccessAction action(String method) {
            return AccessAction.ADMINISTER;
        }
    }

    /** Deliveries, for operators. */
    record Deliveries() implements ForOperators {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }
    }

    /** One delivery, for operators. */
    record OneDelivery(String delivery) implements ForOperators {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }
    }

    /** Sends a delivery again, for operators. */
    record Replay(String delivery) implements ForOperators {
        @Override
        public Set<String> methods() {
            return Set.of("POST");
        }
    }

    /** Sends all deliveries again that were given up in a time, for operators. */
    record ReplayAll() implements ForOperators {
        @Override
        public Set<String> methods() {
            return Set.of("POST");
        }
    }

    /** The addresses to which no mail goes, for operators. */
    record Suppressions() implements ForOperators {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }
    }

    /** One of them; deleting it lets mail go there again. */
    record OneSuppression(String suppression) implements ForOperators {
        @Override
        public Set<String> methods() {
            return Set.of("GET", "DELETE");
        }
    }

    /** Asks for no more mail about the budgets of a mail, by the link that stands in it. */
    record Unsubscribe(String link) implements Operation {
        @Override
        public Set<String> methods() {
            return Set.of("GET", "POST");
        }

        @Override
        public boolean isArm() {
            return false;
        }

        @Override
        public Optional<Scope> place() {
            return Optional.empty();
        }

        @Override
        public AccessAction action(String method) {
            return AccessAction.SIGNED_LINK;
        }
    }

    /** The OpenAPI document of this service. */
    record Description() implements Operation {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        public boolean isArm() {
            return false;
        }

        @Override
        public Optional<Scope> place() {
            return Optional.empty();
        }

        @Override
        public AccessAction action(String method) {
            return AccessAction.SIGNED_IN;
        }
    }

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
                case 2 -> Optional.of(new Suppressions());
                case 3 -> Optional.of(new OneSuppression(segments.get(2)));
                default -> Optional.empty();
            };
        }
        if (segments.size() == 3
                && segments.get(0).equals("v1")
                && segments.get(1).equals("unsubscribe")) {
            return Optional.of(new Unsubscribe(segments.get(2)));
        }
        if (segments.equals(List.of("v1", "openapi", "alert-service"))) {
            return Optional.of(new Description());
        }
        return ScopedPath.of(segments).flatMap(path -> ofScoped(path.scope(), path.rest()));
    }

    private static Optional<Operation> ofDeliveries(List<String> segments) {
        return switch (segments.size()) {
            case 2 -> Optional.of(new Deliveries());
            case 3 ->
                Optional.of(segments.get(2).equals("replay") ? new ReplayAll() : new OneDelivery(segments.get(2)));
            case 4 -> segments.get(3).equals("replay") ? Optional.of(new Replay(segments.get(2))) : Optional.empty();
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
                case 3 -> Optional.of(new Alerts(scope));
                case 4 -> Optional.of(new OneAlert(scope, rest.get(3)));
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
            return Optional.of(new Groups(scope));
        }
        Optional<ActionGroupId> group = ActionGroupId.inPath(scope, rest.subList(0, 4));
        return rest.size() == 4
                ? group.map(OneGroup::new)
                : group.flatMap(id -> ofTest(scope, group, rest.subList(4, rest.size())));
    }

    private static Optional<Operation> ofTest(Scope scope, Optional<ActionGroupId> group, List<String> words) {
        if (words.size() == 1 && words.getFirst().equalsIgnoreCase("createNotifications")) {
            return Optional.of(new TestReceivers(scope, group));
        }
        return words.size() == 2 && words.getFirst().equalsIgnoreCase("notificationStatus")
                ? Optional.of(new OneTest(scope, group, words.getLast()))
                : Optional.empty();
    }
}
