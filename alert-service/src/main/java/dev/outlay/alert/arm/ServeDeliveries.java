package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.DeliveryState;
import dev.outlay.alert.delivery.DeliveryView;
import dev.outlay.alert.delivery.GivenUp;
import dev.outlay.alert.delivery.OperateDeliveries;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Shows deliveries to the partner's operators, and sends them again. */
@ApplicationScoped
class ServeDeliveries {

    private static final Logger LOG = Logger.getLogger(ServeDeliveries.class);

    private final OperateDeliveries deliveries;
    private final Settings settings;
    private final Clock clock;

    ServeDeliveries(OperateDeliveries deliveries, Settings settings, Clock clock) {
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
    }

    Uni<Answer> list(Request request) {
        Optional<String> word = request.query().apply("state");
        Optional<DeliveryState> state = word.flatMap(DeliveryState::ofWord);
        Optional<String> token = request.query().apply("$skiptoken");
        Optional<PageToken> after = token.flatMap(PageToken::read);
        if (word.isPresent() != state.isPresent() || token.isPresent() != after.isPresent()) {
            return Uni.createFrom()
                    .item(Answer.error(
                            400,
                            "InvalidQueryParameter",
                            "state must be one of " + List.of(DeliveryState.values())
                                    + ", $skiptoken one that this API gave."));
        }
        int size = settings.paging().size();
        return deliveries.list(state, after.map(PageToken::place), size + 1).map(found -> page(request, found, size));
    }

    private static Answer page(Request request, List<DeliveryView> found, int size) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        found.stream().limit(size).map(ServeDeliveries::write).forEach(value::add);
        if (found.size() > size) {
            DeliveryView last = found.get(size - 1);
            PageToken token = new PageToken(Instants.toMicros(last.createdAt()), last.id());
            body.put("nextLink", Links.next(request, token.write()));
        } else {
            body.putNull("nextLink");
        }
        return Answer.ok(body);
    }

    Uni<Answer> show(Request request, Operation.OneDelivery operation) {
        return one(request, operation.delivery(), deliveries::find);
    }

    Uni<Answer> replay(Request request, Operation.Replay operation) {
        return one(request, operation.delivery(), deliveries::replay);
    }

    /** Sends all again that the body means, as many at most as it says; tells how many, and whether there may be more. */
    Uni<Answer> replayAll(Request request) {
        return switch (request.json()) {
            case Request.Body.Bad bad -> Uni.createFrom().item(bad.answer());
            case Request.Body.Json json -> {
                try {
                    GivenUp meant = ReplayJson.read(json.value(), clock.instant());
                    yield deliveries
                            .replay(meant)
                            .invoke(replayed -> LOG.infof(
                                    "principal=%s replayed=%d since=%s until=%s",
                                    request.principal().id(), replayed, meant.since(), meant.until()))
                            .map(replayed -> replayed(replayed, meant));
                } catch (ReplayJson.Unclear unclear) {
                    yield Uni.createFrom()
                            .item(Answer.error(400, "InvalidRequestContent", String.valueOf(unclear.getMessage())));
                }
            }
        };
    }

    private static Answer replayed(int replayed, GivenUp meant) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("replayed", replayed);
        body.put("more", replayed >= meant.most());
        return Answer.ok(body);
    }

    private static Uni<Answer> one(Request request, String id, Function<UUID, Uni<Optional<DeliveryView>>> use) {
        return Ids.read(id)
                .map(read -> use.apply(read).map(found -> found.map(view -> Answer.ok(write(view)))
                        .orElseGet(() -> Answer.notFound(request.path()))))
                .orElseGet(() -> Uni.createFrom().item(Answer.notFound(request.path())));
    }

    private static ObjectNode write(DeliveryView view) {
        ObjectNode delivery = JsonNodeFactory.instance.objectNode();
        delivery.put("id", view.id().toString());
        delivery.put("kind", view.kind());
        delivery.put("receiver", view.receiver());
        delivery.put("endpoint", view.endpoint());
        delivery.put("state", view.state().name());
        delivery.put("reason", view.reason().orElse(null));
        delivery.put("detail", view.detail().orElse(null));
        delivery.put("silenceId", view.silence().map(UUID::toString).orElse(null));
        delivery.put("attempts", view.attempts());
        delivery.put("dueAt", view.dueAt().map(Object::toString).orElse(null));
        delivery.put("createdAt", view.createdAt().toString());
        delivery.put("finishedAt", view.finishedAt().map(Object::toString).orElse(null));
        ArrayNode alerts = delivery.putArray("alerts");
        view.alerts().forEach(alert -> alerts.add(alert.toString()));
        return delivery;
    }
}
