package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.delivery.AskWebhooks;
import dev.outlay.alert.delivery.Verification;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.alert.transport.HandshakeAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes the callback of a receiver that has been asked whether it wants messages: by GET as by POST, since an administrator may follow the link with a browser. Source: CloudEvents' HTTP
 * 1.1 Web Hooks 1.0, section 4.1.3. Only whoever reads what arrives at the receiver knows the link.
 */
@ApplicationScoped
class ServeAgreements {

    private final SignedLinks links;
    private final AskWebhooks webhooks;
    private final Clock clock;

    ServeAgreements(SignedLinks links, AskWebhooks webhooks, Clock clock) {
        this.links = links;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /** The decision is in the link: whether it is ours, for this, and holds. */
    Uni<Answer> answer(Request request, Operation.Agree operation) {
        Optional<String> rate = request.header().apply("webhook-allowed-rate");
        return switch (links.read(SignedLinks.Purpose.AGREE, operation.link(), clock.instant())) {
            case SignedLinks.Found.Foreign ignored -> Uni.createFrom().item(refused("is not valid"));
            case SignedLinks.Found.Expired ignored -> Uni.createFrom().item(refused("is not valid any more"));
            case SignedLinks.Found.Valid valid ->
                rate.filter(text -> !HandshakeAnswer.isRate(text)).isPresent()
                        ? Uni.createFrom()
                                .item(Answer.error(
                                        400,
                                        "InvalidRequestContent",
                                        "WebHook-Allowed-Rate must be a number of messages a minute, or an asterisk."))
                        : webhooks.agreed(valid.object(), rate.flatMap(HandshakeAnswer::rate))
                                .map(known -> known ? Answer.ok(agreed()) : refused("is not valid any more"));
        };
    }

    private static ObjectNode agreed() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("state", Verification.State.Verified.name());
        return body;
    }

    private static Answer refused(String why) {
        return Answer.error(403, "AuthorizationFailed", "The link " + why + ".");
    }
}
