package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What tests do to the running service from outside: Kafka, HTTP, mail and SQL. */
final class Outlay implements AutoCloseable {

    /** Of alerts. */
    static final String VERSION = "?api-version=2023-11-01";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer with its body as JSON, or null where there is none. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        String code() {
            return body.at("/error/code").asText();
        }
    }

    /** A mail as the inbox shows it. */
    record Received(String subject, JsonNode headers, String text, String html, String to) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenIssuer tokens = TokenIssuer.in(Path.of(config("parts.keys")));
    private final KafkaProducer<byte[], byte @Nullable []> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", config("kafka.bootstrap.servers"), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    void tell(Crossings crossing) {
        ProducerRecord<byte[], byte @Nullable []> record = new ProducerRecord<>(
                "budget-alerts",
                bytes(crossing.data().at("/budget/uuid").textValue()),
                bytes(crossing.data().toString()));
        for (String attribute : List.of("specversion", "id", "source", "type", "time", "subject")) {
            record.headers()
                    .add(
                            "ce_" + attribute,
                            bytes(crossing.event().path(attribute).textValue()));
        }
        record.headers().add("content-type", bytes("application/json"));
        send(record);
    }

    /** What has become of a crossing, as data of the event: {@code Resolved} or {@code Active}, as the change with this number. */
    static String state(Crossings crossing, String state, long number) {
        return "{\"crossing\":\"%s\",\"budget\":\"%s\",\"state\":\"%s\",\"number\":%d,\"cause\":\"charges\",\"changedAt\":\"%s\"}"
                .formatted(crossing.id(), crossing.data().at("/budget/uuid").textValue(), state, number, Instant.now());
    }

    void tellState(Crossings crossing, String state, long number) {
        ProducerRecord<byte[], byte @Nullable []> record = new ProducerRecord<>(
                "budget-alerts",
                bytes(crossing.data().at("/budget/uuid").textValue()),
                bytes(state(crossing, state, number)));
        record.headers()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes(UUID.randomUUID().toString()))
                .add("ce_source", bytes("/test"))
                .add("ce_type", bytes("dev.outlay.crossing-state.v1"))
                .add("ce_subject", bytes(crossing.id()))
                .add("content-type", bytes("application/json"));
        send(record);
    }

    void tellStructured(Crossings crossing) {
        ProducerRecord<byte[], byte @Nullable []> record = new ProducerRecord<>(
                "budget-alerts", bytes(crossing.id()), bytes(crossing.event().toString()));
        record.headers().add("content-type", bytes("application/cloudevents+json"));
        send(record);
    }

    void tellBytes(byte[] value) {
        send(new ProducerRecord<>("budget-alerts", bytes("key"), value));
    }

    void tellAccess(String subject, @Nullable String data) {
        tellAccess("dev.outlay.access.v1", subject, data);
    }

    /** Who a principal is, as the directory says. */
    void directory(String principal, String tenant, String mail) {
        tellAccess(
                "dev.outlay.principal.v1",
                "principal/" + principal,
                "{\"principalId\":\"%s\",\"tenantId\":\"%s\",\"kind\":\"User\",\"mail\":\"%s\"}"
                        .formatted(principal, tenant, mail));
    }

    private void tellAccess(String type, String subject, @Nullable String data) {
        ProducerRecord<byte[], byte @Nullable []> record =
                new ProducerRecord<>("access", bytes(subject), data == null ? null : bytes(data));
        record.headers().add("ce_specversion", bytes("1.0")).add("ce_id", bytes(subject));
        record.headers().add("ce_source", bytes("/test")).add("ce_type", bytes(type));
        record.headers()
                .add("ce_subject", bytes(subject))
                .add("ce_time", bytes(Instant.now().toString()));
        send(record);
    }

    void beat() {
        tellAccess("heartbeat", "{\"kind\":\"Heartbeat\",\"at\":\"" + Instant.now() + "\"}");
    }

    void assign(String name, String scope, String principal, String role) {
        tellAccess(
                "assignment/" + name,
                "{\"kind\":\"RoleAssignment\",\"name\":\"%s\",\"scope\":\"%s\",\"principalId\":\"%s\",\"role\":\"%s\"}"
                        .formatted(name, scope, principal, role));
    }

    /** What a role allows that somebody has made. */
    void role(String id, String name, String... actions) {
        tellAccess(
                "dev.outlay.role.v1",
                "role/" + id,
                "{\"roleId\":\"%s\",\"name\":\"%s\",\"permissions\":[{\"actions\":[\"%s\"],\"notActions\":[]}]}"
                        .formatted(id, name, String.join("\",\"", actions)));
    }

    void customer(String customer, boolean mayView) {
        tellAccess(
                "customer/" + Crossings.ACCOUNT + "/" + customer,
                "{\"kind\":\"Customer\",\"billingAccount\":\"%s\",\"customer\":\"%s\",\"viewCharges\":\"%s\"}"
                        .formatted(Crossings.ACCOUNT, customer, mayView ? "Allowed" : "NotAllowed"));
    }

    void subscription(String subscription, String customer, String... former) {
        String formers =
                Arrays.stream(former).map(each -> "\"" + each + "\"").collect(Collectors.joining(",", "[", "]"));
        tellAccess(
                "subscription/" + subscription,
                "{\"kind\":\"Subscription\",\"subscription\":\"%s\",\"billingAccount\":\"%s\",\"customer\":\"%s\",\"formerCustomers\":%s}"
                        .formatted(subscription, Crossings.ACCOUNT, customer, formers));
    }

    private void send(ProducerRecord<byte[], byte @Nullable []> record) {
        try {
            producer.send(record).get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String token(Persona persona) {
        return tokens.token(persona);
    }

    String token(String principal, String tenant) {
        return tokens.token(principal, tenant, Set.of());
    }

    Answer call(@Nullable String token, String method, String path, @Nullable String body) {
        return call(token, method, path, body, "application/json");
    }

    Answer call(@Nullable String token, String method, String path, @Nullable String body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(config("test.url") + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean isPage = response.headers()
                    .firstValue("content-type")
                    .filter(each -> each.startsWith("text/html"))
                    .isPresent();
            JsonNode json = response.body().isEmpty() || isPage ? JSON.nullNode() : JSON.readTree(response.body());
            return new Answer(response.statusCode(), json, response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    Answer admin(String method, String path, @Nullable String body) {
        return call(token(Persona.GLOBAL_ADMIN), method, path, body);
    }

    /** Mails to this address, oldest first. */
    List<Received> mails(String address) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(config("parts.inbox"))).build(),
                    HttpResponse.BodyHandlers.ofString());
            List<Received> mails = new ArrayList<>();
            for (JsonNode mail : JSON.readTree(response.body())) {
                if (mail.path("to").toString().contains(address)) {
                    mails.add(new Received(
                            mail.path("subject").asText(),
                            mail.path("headers"),
                            mail.path("text").asText(),
                            mail.path("html").asText(),
                            mail.path("to").toString()));
                }
            }
            return mails;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The first column of every row. */
    List<String> sql(String query) {
        try (Connection connection =
                        DriverManager.getConnection(config("quarkus.datasource.jdbc.url"), "postgres", "");
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(query)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(String.valueOf(rows.getString(1)));
                    }
                }
            }
            return values;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** States of the deliveries of an alert to its receivers, sorted; that it reaches nobody is none of them. */
    List<String> states(String alert) {
        return sql(
                "select d.kind || ' ' || d.state || coalesce(' ' || d.reason, '') from delivery d join delivery_alert a"
                        + " on a.delivery_id = d.id where a.alert_id = '" + alert
                        + "' and d.kind <> 'budget' order by 1");
    }

    /** How the budget itself stands where an alert of it has reached nobody. */
    List<String> reachesNobody(String alert) {
        return sql("select d.state || ' ' || d.reason from delivery d join delivery_alert a on a.delivery_id = d.id"
                + " where a.alert_id = '" + alert + "' and d.kind = 'budget'");
    }

    /** Waits until the deliveries of an alert stand like this and there are no others. */
    void awaitStates(Crossings crossing, String... states) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(states(crossing.id())).containsExactly(states));
    }

    @Override
    public void close() {
        producer.close();
        http.close();
    }
}
