package dev.outlay.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes requests that are wrong in one of many ways, the same ones for the same seed. */
final class MalformedEvents {
    private static final String SOURCE = "urn:malformed";
    private static final List<String> BAD_DECIMALS = List.of(
            "1e400",
            "NaN",
            "Infinity",
            "-Infinity",
            "1e999999999",
            "-1e-999999999",
            "\"1e400\"",
            "\"NaN\"",
            "\"\"",
            "\"1,5\"",
            "true",
            "[1]",
            "{}",
            "null",
            "0x10",
            "01",
            "+1",
            "1.",
            ".5",
            "\"123456789012345678901\"",
            "0.1234567890123456789",
            "\"--1\"",
            "\"1 \"",
            "1e41",
            "123456789012345678901");
    private static final List<String> BAD_REVISIONS = List.of(
            "-1", "1.5", "\"-1\"", "2147483648", "\"x\"", "[]", "{}", "true", "1e400", "-0.0", "\"99999999999\"");
    private static final List<String> BAD_TEXTS =
            List.of("\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "7", "true", "[]", "{}", "\"\\x\"", "\"\n\"", "'x'");
    private static final List<String> BAD_TIMES = List.of(
            "\"yesterday\"",
            "\"2026-13-01T00:00:00Z\"",
            "\"2026-11-01T00:00:00\"",
            "20261101",
            "\"0001-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"2026-02-30T00:00:00Z\"",
            "null",
            "\"+292278994-08-17T07:12:55Z\"");
    private static final List<String> BAD_TYPES = List.of(
            "",
            "text/plain",
            "application/xml",
            "application/json",
            "application/cloudevents+xml",
            "multipart/form-data",
            "application/cloudevents+json; charset=iso-8859-1",
            "nonsense",
            "application/cloudevents");

    private final Random random;

    MalformedEvents(Random random) {
        this.random = random;
    }

    /** One request. */
    record Request(String kind, String contentType, byte[] body, Map<String, String> headers) {
        Request(String kind, String contentType, byte[] body) {
            this(kind, contentType, body, Map.of());
        }
    }

    Request next() {
        String good = Door.event(SOURCE, "m" + random.nextInt(), "1.5");
        return switch (random.nextInt(16)) {
            case 0 -> cutOff(good);
            case 1 -> one("a bad decimal", good.replace(":1.5,", ":" + pick(BAD_DECIMALS) + ","));
            case 2 -> one("a bad revision", good.replace("\"id\"", "\"revision\":" + pick(BAD_REVISIONS) + ",\"id\""));
            case 3 -> one("a bad text", good.replace("\"A1\"", pick(BAD_TEXTS)));
            case 4 -> one("a bad time", good.replace("\"2026-11-01T00:00:00Z\"", pick(BAD_TIMES)));
            case 5 -> new Request("a bad content type", pick(BAD_TYPES), bytes(good));
            case 6 ->
                one("a huge text", good.replace("\"A1\"", "\"" + "x".repeat(1025 + random.nextInt(200_000)) + "\""));
            case 7 -> nested(good);
            case 8 -> new Request("another encoding", Door.STRUCTURED, good.getBytes(StandardCharsets.UTF_16));
            case 9 -> brokenUtf8(good);
            case 10 -> noise();
            case 11 -> one("a key twice", good.replace("\"data\"", "\"id\":\"again\",\"data\""));
            case 12 -> one("something missing", good.replace(pick(missing()), "\"other\""));
            case 13 -> badBatch(good);
            case 14 -> binary();
            default ->
                new Request(
                        "no gzip",
                        Door.STRUCTURED,
                        bytes(good),
                        Map.of("Content-Encoding", random.nextBoolean() ? "gzip" : "br"));
        };
    }

    private Request cutOff(String good) {
        return new Request("cut off", Door.STRUCTURED, Arrays.copyOf(bytes(good), random.nextInt(good.length() - 1)));
    }

    private Request nested(String good) {
        int depth = 70 + random.nextInt(50_000);
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String nested = open.repeat(depth) + (random.nextBoolean() ? "1" : "");
        return one("deep nesting", good.replace("1.5", random.nextBoolean() ? nested : "1.5,\"unknown\":" + nested));
    }

    private Request brokenUtf8(String good) {
        byte[] bytes = bytes(good);
        bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
        return new Request("broken UTF-8", random.nextBoolean() ? Door.STRUCTURED : Door.BATCH, bytes);
    }

    private Request noise() {
        byte[] bytes = new byte[random.nextInt(2000)];
        random.nextBytes(bytes);
        return new Request("noise", random.nextBoolean() ? Door.STRUCTURED : Door.BATCH, bytes);
    }

    private Request badBatch(String good) {
        return new Request(
                "a bad batch",
                Door.BATCH,
                bytes(pick(List.of(
                        "{}",
                        "[",
                        "[1]",
                        "[[]]",
                        "[null]",
                        "[\"x\",{}]",
                        "[" + good,
                        good,
                        "[" + good + ",]",
                        "null",
                        "[{}" + "]]"))));
    }

    private Request binary() {
        return new Request(
                "a bad binary event",
                "application/json",
                bytes(pick(List.of(Door.data("NaN"), "[]", "1", "", "{\"a\":\"\\u0000\"}", Door.data("1.5") + "}"))),
                Map.of(
                        "ce-specversion",
                        "1.0",
                        "ce-type",
                        "dev.outlay.charge.v1",
                        "ce-source",
                        SOURCE,
                        "ce-id",
                        "%ff%fe"));
    }

    private static List<String> missing() {
        return List.of(
                "\"specversion\"",
                "\"id\"",
                "\"source\"",
                "\"type\"",
                "\"data\"",
                "\"BillingCurrency\"",
                "\"BilledCost\"",
                "\"ChargeCategory\"",
                "\"ChargePeriodStart\"",
                "\"BillingAccountId\"");
    }

    private static Request one(String kind, String event) {
        return new Request(kind, Door.STRUCTURED, bytes(event));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
