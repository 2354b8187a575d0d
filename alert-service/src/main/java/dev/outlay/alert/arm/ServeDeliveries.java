package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.DeliveryState;
import dev.outlay.alert.delivery.DeliveryView;
import dev.outlay.alert.delivery.OperateDeliveries;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Shows deliveries to the partner's operators, and sends them again. */
@ApplicationScoped
class ServeDeliveries {

    private final OperateDeliveries deliveries;
    private final Settings settings;

    ServeDeliveries(OperateDeliveries deliveries, Settings settings) {
        this.deliveries = deliveries;
        this.settings = settings;
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
        return deliveries
                .list(state, after.map(read -> new OperateDeliveries.Place(read.createdMicros(), read.id())), size + 1)
                .map(found -> page(request, found, size));
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
        delivery.put("attempts", view.attempts());
        delivery.put("dueAt", view.dueAt().map(Object::toString).orElse(null));
        delivery.put("createdAt", view.createdAt().toString());
        delivery.put("finishedAt", view.finishedAt().map(Object::toString).orElse(null));
        ArrayNode alerts = delivery.putArray("alerts");
        view.alerts().forEach(alert -> alerts.add(alert.toString()));
        return delivery;
    }
}
