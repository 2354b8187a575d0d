package dev.outlay.alert.running;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A real receiver on 127.0.0.2 that does with signed messages as it ought to, but for what it is told to do wrong. */
final class WilfulReceiver implements AutoCloseable {

    /** What a receiver does wrong. */
    enum Fault {
        TAKES_EVERYTHING,
        REFUSES_EVERYTHING,
        IGNORES_TIME,
        IGNORES_TIME_AHEAD,
        FAILS_AT_DUPLICATES,
        FAILS_AT_WHAT_IS_LATE,
        TAKES_LITTLE,
        LOOKS_AT_ONE_SIGNATURE,
        KEEPS_OLD_KEYS,
        REFUSES_WITH_500,
        IS_BUSY,
        ECHOES
    }

    private static final Pattern CROSSED = Pattern.compile("\"(?:crossedAt|firedDateTime)\":\"([^\"]+)\"");

    private final HttpServer server;
    private final Clock clock;
    private final Set<Fault> faults;
    private final List<byte[]> keys = new CopyOnWriteArrayList<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> latest = new ConcurrentHashMap<>();
    private final List<Receiver.Message> messages = new CopyOnWriteArrayList<>();

    WilfulReceiver(Clock clock, Fault... faults) {
        this.clock = clock;
        this.faults = faults.length == 0 ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(Arrays.asList(faults));
        knows(new byte[32]);
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::take);
        server.start();
    }

    /** From now on it knows this key, and no other unless it keeps old ones. */
    void knows(byte[] key) {
        if (!faults.contains(Fault.KEEPS_OLD_KEYS)) {
            keys.clear();
        }
        keys.add(key);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean isMessage = exchange.getRequestMethod().equals("POST")
                && !new String(body, StandardCharsets.UTF_8).contains("webhook-challenge");
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        Receiver.Message message = new Receiver.Message(exchange.getRequestURI().getPath(), headers, body);
        if (isMessage) {
            messages.add(message);
        }
        int status = isMessage ? status(message) : 405;
        byte[] answer = Outlay.bytes(faults.contains(Fault.ECHOES) ? headers.toString() : "said " + status);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
        if (status != 204) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private int status(Receiver.Message message) {
        if (faults.contains(Fault.IS_BUSY)) {
            return 429;
        }
        if (faults.contains(Fault.TAKES_EVERYTHING)) {
            return 200;
        }
        if (faults.contains(Fault.TAKES_LITTLE) && message.body().length > 256 * 1024) {
            return 413;
        }
        if (faults.contains(Fault.REFUSES_EVERYTHING) || !isGenuine(message) || !isInTime(message)) {
            return faults.contains(Fault.REFUSES_WITH_500) ? 500 : 400;
        }
        if (!seen.add(message.header("webhook-id"))) {
            return faults.contains(Fault.FAILS_AT_DUPLICATES) ? 500 : 200;
        }
        return faults.contains(Fault.FAILS_AT_WHAT_IS_LATE) && isOvertaken(message) ? 409 : 200;
    }

    private boolean isGenuine(Receiver.Message message) {
        List<String> signatures = List.of(message.header("webhook-signature").split(" "));
        return (faults.contains(Fault.LOOKS_AT_ONE_SIGNATURE) ? signatures.subList(0, 1) : signatures)
                .stream().anyMatch(each -> keys.stream()
                        .anyMatch(key -> code(key, message).equals(each)));
    }

    private static String code(byte[] key, Receiver.Message message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(Outlay.bytes(message.header("webhook-id") + "." + message.header("webhook-timestamp") + "."));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(message.body()));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean isInTime(Receiver.Message message) {
        Instant sent = Instant.ofEpochSecond(Long.parseLong(message.header("webhook-timestamp")));
        Duration age = Duration.between(sent, clock.instant());
        boolean isOff = age.abs().compareTo(Duration.ofMinutes(5)) > 0;
        return !isOff
                || faults.contains(Fault.IGNORES_TIME)
                || (age.isNegative() && faults.contains(Fault.IGNORES_TIME_AHEAD));
    }

    /** Whether something about the same budget was there that had been crossed later. */
    private boolean isOvertaken(Receiver.Message message) {
        String text = new String(message.body(), StandardCharsets.UTF_8);
        Matcher crossed = CROSSED.matcher(text);
        Matcher budget = Pattern.compile("\"uuid\":\"([^\"]+)\"").matcher(text);
        if (!crossed.find() || !budget.find()) {
            return false;
        }
        Instant now = Instant.parse(crossed.group(1));
        Instant before = latest.merge(budget.group(1), now, (one, other) -> one.isAfter(other) ? one : other);
        return before.isAfter(now);
    }

    String uri() {
        return "http://127.0.0.2:" + server.getAddress().getPort() + "/hook?key=1";
    }

    List<Receiver.Message> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
