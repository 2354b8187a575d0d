package dev.outlay.alert.arm;

import dev.outlay.alert.access.AccessAction;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.scope.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a path asks for; with the method it is a request. */
sealed interface Operation
        permits OfGroup,
                OfSilences,
                Operation.OfAlerts,
                Operation.Groups,
                Operation.OneGroup,
                Operation.OfTests,
                Operation.OfNoScope {

    /** The methods that can be used on it. */
    Set<String> methods();

    /** The type of ARM's that it is about, whose versions it takes; empty for what ARM does not know, which needs none. */
    default Optional<ArmType> type() {
        return Optional.of(ArmType.ACTION_GROUPS);
    }

    /** The scope whose rights decide; empty for what concerns the partner as a whole. */
    Optional<Scope> place();

    /** What is wanted there with one of the methods: the one decision that each route declares. */
    AccessAction action(String method);

    /** What is asked about the alerts of exactly one scope. */
    sealed interface OfAlerts extends Operation {
        /** The scope. */
        Scope scope();

        @Override
        default Optional<ArmType> type() {
            return Optional.of(ArmType.ALERTS);
        }

        @Override
        default Optional<Scope> place() {
            return Optional.of(scope());
        }
    }

    /** All of them. */
    record Alerts(Scope scope) implements OfAlerts {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        public AccessAction action(String method) {
            return AccessAction.READ_ALERTS;
        }
    }

    /** One of them. */
    record OneAlert(Scope scope, String alert) implements OfAlerts {
        @Override
        public Set<String> methods() {
            return Set.of("GET", "PATCH");
        }

        @Override
        public AccessAction action(String method) {
            return method.equals("GET") ? AccessAction.READ_ALERTS : AccessAction.WRITE_ALERTS;
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

        @Override
        public AccessAction action(String method) {
            return AccessAction.READ_GROUPS;
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
            return switch (method) {
                case "GET" -> AccessAction.READ_GROUPS;
                case "PUT" -> AccessAction.OWN_GROUPS;
                case "DELETE" -> AccessAction.DELETE_GROUPS;
                default -> AccessAction.WRITE_GROUPS;
            };
        }
    }

    /** What is asked about tests of receivers, at a scope or at one action group. */
    sealed interface OfTests extends Operation {
        /** The scope. */
        Scope scope();

        @Override
        default Optional<ArmType> type() {
            return Optional.of(ArmType.TESTS);
        }

        @Override
        default Optional<Scope> place() {
            return Optional.of(scope());
        }
    }

    /** Tests receivers. */
    record TestReceivers(Scope scope, Optional<ActionGroupId> group) implements OfTests {
        @Override
        public Set<String> methods() {
            return Set.of("POST");
        }

        @Override
        public AccessAction action(String method) {
            return AccessAction.TEST_RECEIVERS;
        }
    }

    /** What has come of a test that was asked for there. */
    record OneTest(Scope scope, Optional<ActionGroupId> group, String test) implements OfTests {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        public AccessAction action(String method) {
            return AccessAction.READ_TESTS;
        }
    }

    /** What is no path of ARM's, and about no scope. */
    sealed interface OfNoScope extends Operation {
        @Override
        default Optional<ArmType> type() {
            return Optional.empty();
        }

        @Override
        default Optional<Scope> place() {
            return Optional.empty();
        }
    }

    /** What the partner's operators ask for. */
    sealed interface ForOperators extends OfNoScope
            permits OfRecipients,
                    Deliveries,
                    OneDelivery,
                    Replay,
                    ReplayAll,
                    Suppressions,
                    OneSuppression,
                    AllSilences,
                    Webhooks {
        @Override
        default Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        default AccessAction action(String method) {
            return AccessAction.ADMINISTER;
        }
    }

    /** Deliveries, for operators. */
    record Deliveries() implements ForOperators {}

    /** One delivery, for operators. */
    record OneDelivery(String delivery) implements ForOperators {}

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
    record Suppressions() implements ForOperators {}

    /** One of them; deleting it lets mail go there again. */
    record OneSuppression(String suppression) implements ForOperators {
        @Override
        public Set<String> methods() {
            return Set.of("GET", "DELETE");
        }
    }

    /** The silences of all scopes, for operators. */
    record AllSilences() implements ForOperators {}

    /** What whoever has a signed link asks for: GET shows what that is, POST does it. */
    sealed interface ByLink extends OfNoScope {
        @Override
        default Set<String> methods() {
            return Set.of("GET", "POST");
        }

        @Override
        default AccessAction action(String method) {
            return AccessAction.SIGNED_LINK;
        }
    }

    /** Asks for no more mail about the budgets of a mail, by the link that stands in it. */
    record Unsubscribe(String link) implements ByLink {}

    /** Says that the alerts of a delivery were seen, by the link that stands in it. */
    record Acknowledge(String link) implements ByLink {}

    /** Agrees to the messages of a webhook, by the link that stands in the question. */
    record Agree(String link) implements ByLink {}

    /** All webhooks that were ever tried, for operators. */
    record Webhooks() implements ForOperators {}

    /** The OpenAPI document of this service. */
    record Description() implements OfNoScope {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        public AccessAction action(String method) {
            return AccessAction.SIGNED_IN;
        }
    }

    /** Reads the segments of a path; empty where they name nothing this service serves. */
    static Optional<Operation> of(List<String> segments) {
        return OperationPath.of(segments);
    }
}
