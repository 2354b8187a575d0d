package dev.outlay.alert.arm;

import dev.outlay.alert.access.AccessAction;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.scope.Scope;
import java.util.Optional;
import java.util.Set;

/** What is asked about the webhooks of one action group, by those who may see or write it; no path of ARM's. */
sealed interface OfGroup extends Operation {
    /** The group. */
    ActionGroupId id();

    @Override
    default Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    default AccessAction action(String method) {
        return method.equals("GET") ? AccessAction.READ_GROUPS : AccessAction.WRITE_GROUPS;
    }

    @Override
    default Optional<ArmType> type() {
        return Optional.empty();
    }

    @Override
    default Optional<Scope> place() {
        return Optional.of(id().owner());
    }

    /** The webhooks of one action group. */
    record WebhooksOfGroup(ActionGroupId id) implements OfGroup {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }
    }

    /** Has a webhook sent to again. */
    record EnableWebhook(ActionGroupId id) implements OfGroup {}

    /** Has the receiver of a webhook asked whether it wants messages. */
    record VerifyWebhook(ActionGroupId id) implements OfGroup {}

    /** Gives a webhook another key. */
    record RotateWebhook(ActionGroupId id) implements OfGroup {}

    /** Begins to try whether the receiver of a webhook does as it ought to: a test of a receiver like others. */
    record TryConformance(ActionGroupId id) implements OfGroup {
        @Override
        public AccessAction action(String method) {
            return AccessAction.TEST_RECEIVERS;
        }
    }

    /** What has come of that. */
    record OneConformance(ActionGroupId id, String run) implements OfGroup {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }

        @Override
        public AccessAction action(String method) {
            return AccessAction.READ_TESTS;
        }
    }

    /** Begins to send again what a webhook has missed. */
    record RecoverWebhook(ActionGroupId id) implements OfGroup {}

    /** How that goes. */
    record RecoveryOfWebhook(ActionGroupId id, String recovery) implements OfGroup {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }
    }
}
