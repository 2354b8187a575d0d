package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.delivery.OperateWebhooks;
import dev.outlay.alert.delivery.OperateWebhooks.Named;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Finds the webhook of a group that a body names. */
@ApplicationScoped
class NamingWebhooks {

    private final OperateWebhooks webhooks;

    NamingWebhooks(OperateWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** What is done with a webhook that the body names. */
    interface Doing {
        Uni<Answer> with(Named named, JsonNode body) throws WebhookJson.Unclear;
    }

    /**
     * Does something with the webhook that the body names. The group has to be there before its body is looked at more closely than that it is JSON.
     *
     * @param known properties that the body may have
     */
    Uni<Answer> with(Request request, OfGroup operation, Sight sight, Set<String> known, Doing doing) {
        return switch (request.json()) {
            case Request.Body.Bad bad -> Uni.createFrom().item(bad.answer());
            case Request.Body.Json json ->
                webhooks.group(operation.id(), sight)
                        .chain(found -> found.isPresent()
                                ? with(found.get(), json.value(), known, doing)
                                : Uni.createFrom().item(Answer.notFound(request.path())));
        };
    }

    private static Uni<Answer> with(Kept group, JsonNode body, Set<String> known, Doing doing) {
        try {
            WebhookJson.only(body, known);
            String name = WebhookJson.receiver(body);
            Optional<Receiver.Webhook> webhook = group.webhook(name);
            return webhook.isPresent()
                    ? doing.with(new Named(group, webhook.get()), body)
                    : unclear("The group has no webhook receiver of the name in receiverName.");
        } catch (WebhookJson.Unclear unclear) {
            return unclear(String.valueOf(unclear.getMessage()));
        }
    }

    private static Uni<Answer> unclear(String message) {
        return Uni.createFrom().item(Answer.error(400, "InvalidRequestContent", message));
    }
}
