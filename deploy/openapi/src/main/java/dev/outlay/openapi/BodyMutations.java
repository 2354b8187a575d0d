package dev.outlay.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the bytes of a body, whatever it is about. What can be wrong with the parts of JSON is in {@link JsonMutations}. */
final class BodyMutations {

    private static final int TOO_LARGE = 300_000;

    private BodyMutations() {}

    static List<Mutation> all() {
        List<Mutation> all = new ArrayList<>();
        json(all, "no body", body -> "");
        json(all, "white space", body -> " \n\t ");
        json(all, "null", body -> "null");
        all.add(bytes("an array", good -> good.body().isArray() ? null : Expected.REFUSED, (text, random) ->
                new byte[] {'[', ']'}));
        json(all, "a number", body -> "1");
        json(all, "a text", body -> "\"x\"");
        json(all, "half an object", body -> "{");
        all.add(bytes(
                "no properties",
                good -> good.operation().allowsBody(good.contentType(), JsonNodeFactory.instance.objectNode())
                        ? null // A report of this month is asked for so.
                        : Expected.REFUSED,
                (text, random) -> new byte[] {'{', '}'}));
        json(all, "twice", body -> body + body);
        json(all, "without its end", body -> body.substring(0, body.length() - 1));
        json(all, "with something behind", body -> body + "x");
        json(all, "a comment", body -> "/* c */" + body);
        json(all, "single quotes", body -> body.replace('"', '\''));
        json(all, "XML", body -> "<a/>");
        json(all, "a form", body -> "a=b&c=d");
        json(all, "a trailing comma", body -> body.substring(0, body.length() - 1) + ",}");
        json(all, "a name twice", BodyMutations::nameTwice);
        json(all, "a member without a value", body -> with(body, "\"x\":"));
        json(all, "no number: NaN", body -> with(body, "\"x\":NaN"));
        json(all, "no number: 01", body -> with(body, "\"x\":01"));
        json(all, "an open text", body -> with(body, "\"x\":\"abc"));
        json(all, "a bad escape", body -> with(body, "\"x\":\"\\x41\""));
        json(all, "U+0000", body -> with(body, "\"x\":\"\\u0000\""));
        json(all, "U+0000 in a name", body -> with(body, "\"\\u0000\":1"));
        json(all, "half a surrogate pair", body -> with(body, "\"x\":\"\\ud800\""));
        json(all, "five thousand arrays", body -> with(body, "\"x\":" + "[".repeat(5000) + "]".repeat(5000)));
        json(all, "open arrays", body -> "[".repeat(100_000));
        json(all, "open objects", body -> "{\"a\":".repeat(50_000));
        json(all, "a hundred objects", body -> with(body, "\"x\":" + "{\"a\":".repeat(100) + "1" + "}".repeat(100)));
        odd(all, "an endless exponent", body -> with(body, "\"x\":1e999999999"));
        odd(all, "a thousand digits", body -> with(body, "\"x\":" + "9".repeat(999)));
        odd(all, "a long name", body -> with(body, "\"" + "n".repeat(60_000) + "\":1"));
        odd(all, "a long text", body -> with(body, "\"x\":\"" + "t".repeat(100_000) + "\""));
        odd(all, "ten thousand members", BodyMutations::members);
        all.add(bytes(
                "UTF-16", Expected.REFUSED_OR_HARMLESS, (text, random) -> text.getBytes(StandardCharsets.UTF_16)));
        all.add(bytes(
                "UTF-16 without a mark",
                Expected.REFUSED_OR_HARMLESS,
                (text, random) -> text.getBytes(StandardCharsets.UTF_16LE)));
        all.add(bytes("a byte order mark", Expected.REFUSED_OR_HARMLESS, (text, random) -> ("\uFEFF" + text)
                .getBytes(StandardCharsets.UTF_8)));
        all.add(bytes("no UTF-8", Expected.REFUSED, (text, random) -> with(text, "\"x\":\"\u00e4\"")
                .getBytes(StandardCharsets.ISO_8859_1)));
        all.add(bytes("random bytes", Expected.REFUSED, (text, random) -> randomBytes(random)));
        all.add(bytes("a hole", Expected.REFUSED_OR_HARMLESS, (text, random) -> hole(text, random, 8, 32)));
        all.add(bytes("a wrong byte", Expected.REFUSED_OR_HARMLESS, (text, random) -> hole(text, random, 1, 256)));
        all.add(bytes("wrong bytes", Expected.REFUSED_OR_HARMLESS, (text, random) -> hole(text, random, 16, 256)));
        all.add(bytes("cut", Expected.REFUSED, (text, random) -> text.substring(
                        0, random.nextInt(Math.max(1, text.length() - 1)))
                .getBytes(StandardCharsets.UTF_8)));
        anything(all);
        return all;
    }

    /** The object's first name once more. */
    private static String nameTwice(String object) {
        int colon = object.indexOf(':');
        String name = colon < 0 ? "\"twice\":1,\"twice\"" : object.substring(1, colon);
        return with(object, name + ":{}");
    }

    private static String with(String object, String member) {
        return object.isEmpty() ? "{" + member + "}" : object.substring(0, object.length() - 1) + "," + member + "}";
    }

    private static String members(String body) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            members.append(i == 0 ? "" : ",")
                    .append("\"m")
                    .append(i)
                    .append("\":")
                    .append(i);
        }
        return with(body, members.toString());
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(500)];
        random.nextBytes(bytes);
        bytes[0] = (byte) 0xFF; // never the beginning of a text in UTF-8
        return bytes;
    }

    private static byte[] hole(String text, Random random, int length, int below) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = random.nextInt(Math.max(1, bytes.length - length));
        for (int at = from; at < Math.min(bytes.length, from + length); at++) {
            bytes[at] = (byte) random.nextInt(below);
        }
        return bytes;
    }

    private static void json(List<Mutation> all, String what, UnaryOperator<String> change) {
        all.add(bytes(
                what, Expected.REFUSED, (text, random) -> change.apply(text).getBytes(StandardCharsets.UTF_8)));
    }

    private static void odd(List<Mutation> all, String what, UnaryOperator<String> change) {
        all.add(bytes(what, Expected.REFUSED_OR_HARMLESS, (text, random) -> change.apply(text)
                .getBytes(StandardCharsets.UTF_8)));
    }

    private interface Bytes {
        byte[] apply(String body, Random random);
    }

    /** What has to become of a good request that is broken so; null where that does not break it. */
    private interface Expectation {
        @Nullable
        Expected of(GoodRequest good);
    }

    private static Mutation bytes(String what, Expected expected, Bytes change) {
        return bytes(what, good -> expected, change);
    }

    private static Mutation bytes(String what, Expectation expectation, Bytes change) {
        String mutation = "body: " + what;
        return Mutation.of(mutation, (good, random) -> {
            Expected expected = good.hasJson() ? expectation.of(good) : null;
            return expected == null ? null : good.withBody(mutation, expected, change.apply(good.bodyText(), random));
        });
    }

    /** For bodies that are files, and where none is read. */
    private static void anything(List<Mutation> all) {
        String large = "body: too large";
        all.add(Mutation.of(
                large,
                (good, random) -> good.hasBody() && !good.hasJson()
                        ? null
                        : good.withBody(large, ofTooLarge(good), new byte[TOO_LARGE])));
        String unasked = "body: nobody asked for one";
        all.add(Mutation.of(
                unasked,
                (good, random) -> good.hasBody()
                        ? null
                        : good.withBody(
                                unasked, Expected.REFUSED_OR_HARMLESS, "{\"a\":[".getBytes(StandardCharsets.UTF_8))));
        all.add(Mutation.of(
                "file: nothing",
                (good, random) -> isFile(good) ? good.withBody("file: nothing", Expected.REFUSED, new byte[0]) : null));
        file(all, "random bytes", Expected.REFUSED, (text, random) -> randomBytes(random));
        file(all, "a zip without a file", Expected.REFUSED, (text, random) -> new byte[] {'P', 'K', 3, 4, 9, 9});
        file(all, "a zip of nothing", Expected.REFUSED, (text, random) -> new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0});
        file(all, "JSON", Expected.REFUSED, (text, random) -> "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        file(all, "its first line", Expected.REFUSED, (text, random) -> text.substring(0, text.indexOf('\n') + 1)
                .getBytes(StandardCharsets.UTF_8));
        file(all, "without its first line", Expected.REFUSED, (text, random) -> text.substring(text.indexOf('\n') + 1)
                .getBytes(StandardCharsets.UTF_8));
        file(all, "letters for digits", Expected.REFUSED, (text, random) -> text.replace('0', 'o')
                .replace('1', 'l')
                .getBytes(StandardCharsets.UTF_8));
        file(all, "UTF-16", Expected.REFUSED, (text, random) -> text.getBytes(StandardCharsets.UTF_16));
        file(all, "commas", Expected.REFUSED, (text, random) -> ","
                .repeat(50_000)
                .getBytes(StandardCharsets.UTF_8));
        file(all, "endless digits", Expected.REFUSED, (text, random) -> text.replace("1.", "9".repeat(5000) + ".")
                .getBytes(StandardCharsets.UTF_8));
        file(all, "a hole", Expected.REFUSED_OR_HARMLESS, (text, random) -> hole(text, random, 8, 32));
        file(all, "a wrong byte", Expected.REFUSED_OR_HARMLESS, (text, random) -> hole(text, random, 1, 256));
    }

    private static void file(List<Mutation> all, String what, Expected expected, Bytes change) {
        String mutation = "file: " + what;
        all.add(Mutation.of(
                mutation,
                (good, random) -> isFile(good)
                        ? good.withBody(
                                mutation,
                                good.operation().isLookedAtLater() ? Expected.REFUSED_OR_HARMLESS : expected,
                                change.apply(good.bodyText(), random))
                        : null));
    }

    private static boolean isFile(GoodRequest good) {
        return good.hasBody() && !good.hasJson();
    }

    /** An operation that reads no body takes no notice of one. */
    private static Expected ofTooLarge(GoodRequest good) {
        return good.operation().readsBodies() ? Expected.REFUSED : Expected.REFUSED_OR_HARMLESS;
    }
}
