package dev.outlay.alert.arm;

import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.scope.ScopedPath;
import java.util.List;
import java.util.Optional;

/** Paths below {@code /v1/webhooks}: the id of an action group, and what is asked about its webhooks. */
final class WebhookPath {

    /** Segments of an action group's id behind its scope. */
    private static final int GROUP = 4;

    private WebhookPath() {}

    static boolean is(List<String> segments) {
        return segments.size() >= 2
                && segments.get(0).equals("v1")
                && segments.get(1).equals("webhooks");
    }

    /** Reads what follows; empty where it names nothing that is served. */
    static Optional<Operation> of(List<String> segments) {
        return segments.isEmpty()
                ? Optional.of(new Operation.Webhooks())
                : ScopedPath.of(segments)
                        .filter(path -> path.rest().size() >= GROUP)
                        .flatMap(path -> ActionGroupId.inPath(
                                        path.scope(), path.rest().subList(0, GROUP))
                                .flatMap(group -> of(
                                        group,
                                        path.rest().subList(GROUP, path.rest().size()))));
    }

    private static Optional<Operation> of(ActionGroupId group, List<String> asked) {
        return switch (asked.size()) {
            case 0 -> Optional.of(new OfGroup.WebhooksOfGroup(group));
            case 1 ->
                switch (asked.getFirst()) {
                    case "enable" -> Optional.of(new OfGroup.EnableWebhook(group));
                    case "recover" -> Optional.of(new OfGroup.RecoverWebhook(group));
                    case "verify" -> Optional.of(new OfGroup.VerifyWebhook(group));
                    case "conformance" -> Optional.of(new OfGroup.TryConformance(group));
                    case "rotate" -> Optional.of(new OfGroup.RotateWebhook(group));
                    default -> Optional.empty();
                };
            case 2 ->
                switch (asked.getFirst()) {
                    case "recoveries" -> Optional.of(new OfGroup.RecoveryOfWebhook(group, asked.getLast()));
                    case "conformance" -> Optional.of(new OfGroup.OneConformance(group, asked.getLast()));
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }
}
