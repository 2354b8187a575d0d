package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.alert.Alert;
import dev.outlay.alert.alert.AlertFilter;
import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.delivery.OverTable;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lists, shows, dismisses and reactivates alerts. */
@ApplicationScoped
class ServeAlerts {

    /** As of every list of Resource Manager's here, whichever service answers. */
    private static final int MOST_OF_A_PAGE = 1_000;

    private final Transactions transactions;
    private final AlertsTable alerts;
    private final OverTable over;
    private final Settings settings;
    private final Clock clock;

    ServeAlerts(Transactions transactions, AlertsTable alerts, OverTable over, Settings settings, Clock clock) {
        this.over = over;
        this.transactions = transactions;
        this.alerts = alerts;
        this.settings = settings;
        this.clock = clock;
    }

    Uni<Answer> list(Request request, Operation.Alerts operation, Optional<CustomerKey> onlyOf) {
        Optional<String> token = request.query().apply("$skiptoken");
        Optional<PageToken> after = token.flatMap(PageToken::read);
        if (token.isPresent() && after.isEmpty()) {
            return Uni.createFrom()
                    .item(Answer.error(400, "InvalidSkipToken", "The $skiptoken is not one that this API gave."));
        }
        Optional<Integer> top = top(request, token.isPresent());
        if (top.filter(number -> number < 1 || number > MOST_OF_A_PAGE).isPresent()) {
            return Uni.createFrom()
                    .item(Answer.error(
                            400, "InvalidQueryParameter", "$top must be a number from 1 to " + MOST_OF_A_PAGE + "."));
        }
        AlertFilter filter;
        try {
            filter = AlertFilterText.read(request.query().apply("$filter").orElse(""));
        } catch (AlertFilterText.Unclear unclear) {
            return Uni.createFrom()
                    .item(Answer.error(400, "InvalidQueryParameter", String.valueOf(unclear.getMessage())));
        }
        int size = Math.min(settings.paging().size(), top.orElse(MOST_OF_A_PAGE));
        return transactions
                .streaming(session -> alerts.list(
                        session, operation.scope().key(), onlyOf, filter, after.map(PageToken::place), size + 1))
                .map(found -> page(request, onlyOf, found, size, top));
    }

    /**
     * How many a page is to have, where anything is said of that; what cannot be meant is out of bounds. Of a further page more than the most is the most: a link of a former version says in {@code $top} how many are still to
     * come, and nobody is to be refused in the middle of a list.
     */
    private static Optional<Integer> top(Request request, boolean further) {
        Optional<Integer> top = request.query().apply("$top").map(ServeAlerts::number);
        return further
                ? top.or(() -> request.query().apply(Links.PAGE_SIZE).map(ServeAlerts::number))
                        .map(number -> Math.min(number, MOST_OF_A_PAGE))
                : top;
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    private static Answer page(
            Request request, Optional<CustomerKey> onlyOf, List<Alert> found, int size, Optional<Integer> top) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        found.stream().limit(size).map(alert -> AlertJson.write(alert, onlyOf)).forEach(value::add);
        if (found.size() > size) {
            Alert last = found.get(size - 1);
            PageToken token = new PageToken(
                    Instants.toMicros(last.createdAt()), last.crossing().id());
            body.put(
                    "nextLink",
                    top.map(number -> Links.next(request, token.write(), number))
                            .orElseGet(() -> Links.next(request, token.write())));
        } else {
            body.putNull("nextLink");
        }
        return Answer.ok(body);
    }

    Uni<Answer> show(Request request, Operation.OneAlert operation, Optional<CustomerKey> onlyOf) {
        return Ids.read(operation.alert())
                .map(id -> transactions
                        .streaming(session ->
                                alerts.find(session, id, operation.scope().key(), onlyOf))
                        .map(found -> answer(request, onlyOf, found)))
                .orElseGet(() -> Uni.createFrom().item(Answer.notFound(request.path())));
    }

    Uni<Answer> setStatus(Request request, Operation.OneAlert operation, Optional<CustomerKey> onlyOf) {
        return switch (request.json()) {
            case Request.Body.Bad bad -> Uni.createFrom().item(bad.answer());
            case Request.Body.Json json -> {
                String word = json.value().path("properties").path("status").asText("");
                Optional<Alert.Status> status = Alert.Status.ofWord(word);
                Optional<UUID> id = Ids.read(operation.alert());
                if (status.filter(Alert.Status::isSettable).isEmpty()) {
                    yield Uni.createFrom()
                            .item(Answer.error(
                                    400, "InvalidRequestContent", "properties.status must be Dismissed or Active."));
                }
                if (id.isEmpty()) {
                    yield Uni.createFrom().item(Answer.notFound(request.path()));
                }
                yield transactions
                        .streaming(session -> alerts.setStatus(
                                        session,
                                        id.get(),
                                        operation.scope().key(),
                                        onlyOf,
                                        status.get(),
                                        request.principal(),
                                        clock.instant())
                                .call(found -> found.isPresent()
                                        ? over.tellAgain(session, List.of(id.get()), clock.instant())
                                        : Uni.createFrom().item(0)))
                        .map(found -> answer(request, onlyOf, found));
            }
        };
    }

    private static Answer answer(Request request, Optional<CustomerKey> onlyOf, Optional<Alert> found) {
        return found.map(alert -> AlertJson.write(alert, onlyOf))
                .map(Answer::ok)
                .orElseGet(() -> Answer.notFound(request.path()));
    }
}
