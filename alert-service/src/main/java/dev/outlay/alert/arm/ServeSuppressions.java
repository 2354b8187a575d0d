package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.SuppressAddresses;
import dev.outlay.alert.delivery.Suppression;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Shows the partner's operators to which addresses no mail goes, and lifts that. */
@ApplicationScoped
class ServeSuppressions {

    private static final Logger LOG = Logger.getLogger(ServeSuppressions.class);

    private final SuppressAddresses addresses;
    private final Settings settings;

    ServeSuppressions(SuppressAddresses addresses, Settings settings) {
        this.addresses = addresses;
        this.settings = settings;
    }

    Uni<Answer> list(Request request) {
        Optional<String> token = request.query().apply("$skiptoken");
        Optional<PageToken> after = token.flatMap(PageToken::read);
        if (token.isPresent() && after.isEmpty()) {
            return Uni.createFrom()
                    .item(Answer.error(400, "InvalidSkipToken", "The $skiptoken is not one that this API gave."));
        }
        int size = settings.paging().size();
        return addresses.list(after.map(PageToken::place), size + 1).map(found -> page(request, found, size));
    }

    private static Answer page(Request request, List<Suppression> found, int size) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        found.stream().limit(size).map(ServeSuppressions::write).forEach(value::add);
        if (found.size() > size) {
            Suppression last = found.get(size - 1);
            PageToken token = new PageToken(Instants.toMicros(last.createdAt()), last.id());
            body.put("nextLink", Links.next(request, token.write()));
        } else {
            body.putNull("nextLink");
        }
        return Answer.ok(body);
    }

    Uni<Answer> show(Request request, Operation.OneSuppression operation) {
        return Ids.read(operation.suppression())
                .map(id -> addresses.find(id).map(found -> found.map(each -> Answer.ok(write(each)))
                        .orElseGet(() -> Answer.notFound(request.path()))))
                .orElseGet(() -> Uni.createFrom().item(Answer.notFound(request.path())));
    }

    Uni<Answer> lift(Request request, Operation.OneSuppression operation) {
        return Ids.read(operation.suppression())
                .map(id -> addresses
                        .lift(id, request.principal().id())
                        .invoke(lifted -> LOG.infof(
                                "principal=%s suppression=%s lifted=%s",
                                request.principal().id(), id, lifted))
                        .map(lifted -> Answer.empty(lifted ? 200 : 204)))
                .orElseGet(() -> Uni.createFrom().item(Answer.empty(204)));
    }

    private static ObjectNode write(Suppression suppression) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("id", suppression.id().toString());
        written.put("address", suppression.address());
        written.put("cause", suppression.cause().word());
        written.put("budgetId", suppression.budgetId().orElse(null));
        written.put("budgetUuid", suppression.budgetUuid().map(Object::toString).orElse(null));
        written.put("detail", suppression.detail().orElse(null));
        written.put("deliveryId", suppression.delivery().toString());
        written.put("createdAt", suppression.createdAt().toString());
        return written;
    }
}
