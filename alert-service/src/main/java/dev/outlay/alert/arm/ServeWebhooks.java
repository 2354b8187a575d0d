package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.actiongroup.WebhookKeysTable.Rotation;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.delivery.OperateWebhooks;
import dev.outlay.alert.delivery.WebhookView;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Shows how it goes with webhooks, and lets people do something about it. */
@ApplicationScoped
class ServeWebhooks {

    private static final Logger LOG = Logger.getLogger(ServeWebhooks.class);

    private final OperateWebhooks webhooks;
    private final NamingWebhooks naming;
    private final Settings settings;
    private final Clock clock;

    ServeWebhooks(OperateWebhooks webhooks, NamingWebhooks naming, Settings settings, Clock clock) {
        this.webhooks = webhooks;
        this.naming = naming;
        this.settings = settings;
        this.clock = clock;
    }

    Uni<Answer> list(Request request) {
        Optional<String> word = request.query().apply("state");
        Optional<WebhookView.State> state = word.flatMap(WebhookView.State::ofWord);
        Optional<String> token = request.query().apply("$skiptoken");
        Optional<PageToken> after = token.flatMap(PageToken::read);
        if (word.isPresent() != state.isPresent() || token.isPresent() != after.isPresent()) {
            return error(
                    400,
                    "InvalidQueryParameter",
                    "state must be one of " + List.of(WebhookView.State.values())
                            + ", $skiptoken one that this API gave.");
        }
        int size = settings.paging().size();
        return webhooks.list(state, after.map(PageToken::place), size + 1).map(found -> page(request, found, size));
    }

    private static Answer page(Request request, List<WebhookView.Listed> found, int size) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        found.stream()
                .limit(size)
                .map(listed -> WebhookJson.write(listed.webhook()))
                .forEach(value::add);
        if (found.size() > size) {
            WebhookView.Listed last = found.get(size - 1);
            body.put("nextLink", Links.next(request, new PageToken(last.createdMicros(), last.id()).write()));
        } else {
            body.putNull("nextLink");
        }
        return Answer.ok(body);
    }

    Uni<Answer> ofGroup(Request request, OfGroup.WebhooksOfGroup operation, Sight sight) {
        return webhooks.group(operation.id(), sight)
                .chain(found -> found.isPresent()
                        ? webhooks.ofGroup(found.get()).map(ServeWebhooks::all)
                        : Uni.createFrom().item(Answer.notFound(request.path())));
    }

    private static Answer all(List<WebhookView> found) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        found.stream().map(WebhookJson::write).forEach(value::add);
        body.putNull("nextLink");
        return Answer.ok(body);
    }

    Uni<Answer> enable(Request request, OfGroup.EnableWebhook operation, Sight sight) {
        return naming.with(request, operation, sight, Set.of("receiverName"), (named, body) -> webhooks.enable(named)
                .invoke(() -> LOG.infof(
                        "principal=%s enabled webhook=%s of group=%s",
                        request.principal().id(),
                        named.webhook().name(),
                        named.group().id().id()))
                .map(view -> Answer.ok(WebhookJson.write(view))));
    }

    Uni<Answer> verify(Request request, OfGroup.VerifyWebhook operation, Sight sight) {
        return naming.with(request, operation, sight, Set.of("receiverName"), (named, body) -> {
            if (named.webhook().format() != BodyFormat.CLOUD_EVENTS) {
                return error(
                        400,
                        "InvalidRequestContent",
                        "The receiver is told in one of Azure's forms, whose receivers answer no handshake.");
            }
            return settings.webhook().handshake()
                    ? webhooks.verify(named).map(view -> Answer.ok(WebhookJson.write(view)))
                    : error(
                            409,
                            "HandshakeDisabled",
                            "Receivers are not asked here: outlay.webhook.handshake is false.");
        });
    }

    Uni<Answer> rotate(Request request, OfGroup.RotateWebhook operation, Sight sight) {
        return naming.with(request, operation, sight, Set.of("receiverName", "signature", "overlap"), (named, body) -> {
            WebhookSecret fresh = WebhookSecret.make(WebhookJson.scheme(body));
            return webhooks.rotate(named, fresh, WebhookJson.overlap(body)).map(rotation -> switch (rotation) {
                case Rotation.Done done -> {
                    LOG.infof(
                            "principal=%s rotated the key of webhook=%s of group=%s",
                            request.principal().id(),
                            named.webhook().name(),
                            named.group().id().id());
                    yield Answer.ok(WebhookJson.write(named.webhook().name(), fresh, done.previousUntil()));
                }
                case Rotation.TooMany tooMany ->
                    Answer.error(
                            409,
                            "TooManyKeys",
                            "Eight earlier keys still sign; wait until the overlap of one has passed.");
                case Rotation.NotThere notThere -> Answer.notFound(request.path());
            });
        });
    }

    Uni<Answer> recover(Request request, OfGroup.RecoverWebhook operation, Sight sight) {
        return naming.with(request, operation, sight, Set.of("receiverName", "since", "until"), (named, body) -> {
            Instant now = clock.instant();
            Instant since =
                    WebhookJson.instant(body, "since").orElseThrow(() -> new WebhookJson.Unclear("since is required."));
            Instant until = WebhookJson.instant(body, "until").orElse(now);
            if (!since.isBefore(until)) {
                throw new WebhookJson.Unclear("since must be before until; without until it must be in the past.");
            }
            return webhooks.view(named)
                    .chain(view -> view.state() == WebhookView.State.Disabled
                            ? error(409, "WebhookDisabled", "The webhook is disabled; enable it first.")
                            : webhooks.recover(
                                            named,
                                            since,
                                            until,
                                            request.principal().id())
                                    .map(begun -> Answer.of(202, WebhookJson.write(begun.orElseThrow()))
                                            .with(
                                                    "Location",
                                                    location(
                                                            request,
                                                            begun.orElseThrow()
                                                                    .id()
                                                                    .toString()))
                                            .with("Retry-After", "1")));
        });
    }

    private static String location(Request request, String id) {
        String path = request.path().replaceAll("/{2,}", "/");
        return request.address() + path.substring(0, path.lastIndexOf('/')) + "/recoveries/" + id;
    }

    Uni<Answer> recovery(Request request, OfGroup.RecoveryOfWebhook operation, Sight sight) {
        return webhooks.group(operation.id(), sight)
                .chain(found ->
                        found.isPresent() && Ids.read(operation.recovery()).isPresent()
                                ? webhooks.recovery(
                                                found.get(),
                                                Ids.read(operation.recovery()).orElseThrow())
                                        .map(recovery -> recovery.map(read -> Answer.ok(WebhookJson.write(read)))
                                                .orElseGet(() -> Answer.notFound(request.path())))
                                : Uni.createFrom().item(Answer.notFound(request.path())));
    }

    private static Uni<Answer> error(int status, String code, String message) {
        return Uni.createFrom().item(Answer.error(status, code, message));
    }
}
