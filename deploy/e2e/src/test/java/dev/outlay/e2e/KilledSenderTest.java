package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.Steadily;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Between an endpoint's answer and its being recorded the sender dies: it may not know, so it sends again, and the receiver can tell. */
@Tag("full")
class KilledSenderTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    private record Received(String id, String body) {}

    private final Outlay outlay = Outlay.running();
    private final Client admin = outlay.door(GLOBAL_ADMIN);
    private final Account account = Account.unique("sender");
    private final String customer = UUID.randomUUID().toString();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    @Test
    void what_was_answered_and_not_recorded_is_sent_again_under_the_same_id() throws IOException {
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", this::receive);
        endpoint.start();
        try {
            makeBudget("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/hook");
            CostEvents.accepted(outlay.publisher(), List.of(Charge.of("1", account, customer, "90")));
            await("the alert is sent").atMost(SOON).until(() -> received.size() == 1);
            await("its sender is dead").atMost(SOON).until(() -> !outlay.alert().isAlive());

            outlay.alert().startAgain();

            await("it is sent again after its lease").atMost(SOON).until(() -> received.size() == 2);
            assertThat(received.getLast()).isEqualTo(received.getFirst());
            Steadily.holds("it is recorded as delivered and not sent again", SOON, () -> {
                assertThat(states()).containsExactly("Delivered");
                assertThat(received).hasSize(2);
            });
        } finally {
            endpoint.stop(0);
        }
    }

    /** Answers, and the first time kills the sender, which cannot have written that down: it stands still when the answer goes out. */
    private void receive(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            exchange.getResponseHeaders().set("WebHook-Allowed-Origin", "*");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")), body));
        boolean isFirst = received.size() == 1;
        if (isFirst) {
            outlay.alert().freeze();
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        if (isFirst) {
            outlay.alert().kill();
        }
    }

    private void makeBudget(String webhook) {
        Answer group = admin.put(account.actionGroup("hook") + "?api-version=2021-09-01", Bodies.actionGroup(webhook));
        assertThat(group.status()).as(group.body()).isIn(200, 201);
        Answer budget = admin.put(
                Account.budget(account.customer(customer), "monthly"),
                Bodies.monthly("100", "GreaterThan", account.name() + "@example.com", account.actionGroup("hook"), 80));
        assertThat(budget.status()).as(budget.body()).isEqualTo(201);
    }

    /** States of the webhook deliveries of this test's alert. */
    private List<String> states() {
        return outlay.alerts()
                .column(
                        "select d.state from delivery d join delivery_alert da on da.delivery_id = d.id join alert a on a.id = da.alert_id"
                                + " where d.kind = 'webhook' and position(? in cast(a.crossing as text)) > 0",
                        account.name());
    }
}
