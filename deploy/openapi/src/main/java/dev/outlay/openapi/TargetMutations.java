package dev.outlay.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be wrong with method, path and query. */
final class TargetMutations {

    /** Names that no path may hold. */
    private static final List<String> UNREADABLE = List.of(
            "%00",
            "a%00b",
            "%zz",
            "%",
            "%e",
            "%2f",
            "a%2F..%2Fb",
            "%5c",
            "..",
            ".",
            "%2e%2e",
            "%c0%80",
            "%c0%af",
            "%ed%a0%80",
            "%ED%B0%80",
            "%ff%fe",
            "%0d%0aX:%20y",
            "%09",
            "%7f");

    /** Names that nobody has, and that could be somebody's. */
    private static final List<String> ODD = List.of(
            "%20",
            "+",
            "'%20or%201=1--",
            "%3Cscript%3E",
            "{}",
            "*",
            "$",
            "~",
            "%25",
            "%2500",
            "%e2%80%ae",
            "%f0%9f%92%b8",
            "%c3%a4",
            "a:b;c=d,e@f!",
            "00000000-0000-0000-0000-00000000000g",
            "-1",
            "null",
            "%EF%BB%BF");

    private static final List<String> VERSIONS = List.of(
            "",
            "%20",
            "%zz",
            "%",
            "%00",
            "latest",
            "9999-99-99-preview",
            "2019-10-01%00",
            "1",
            "2019-1-1",
            "-1",
            "null",
            "%ff",
            "2019-10-01,2019-11-01",
            "2019-10-01'",
            "1970-01-01",
            "2019-10-01-PREVIEW-preview",
            "9".repeat(2000),
            "2019-10-01T00:00:00Z",
            "%e4%b8%80",
            "%ed%a0%80");

    private static final List<String> METHODS = List.of(
            "GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW", "get", "X".repeat(100));

    private TargetMutations() {}

    static List<Mutation> all(List<DocumentedOperation> operations) {
        List<Mutation> all = new ArrayList<>();
        names(all);
        paths(all);
        queries(all, operations);
        for (String method : METHODS) {
            all.add(Mutation.of(
                    "method " + shown(method),
                    (good, random) -> hasMethod(operations, good, method)
                            ? null
                            : good.withMethod("method " + shown(method), Expected.REFUSED_ELSEWHERE, method)));
        }
        return all;
    }

    private static boolean hasMethod(List<DocumentedOperation> operations, GoodRequest good, String method) {
        return operations.stream()
                .anyMatch(other -> other.path().equals(good.operation().path())
                        && other.method().equals(method));
    }

    private static String shown(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "..." : text;
    }

    /** Each of the path's names is replaced, one by one. */
    private static void names(List<Mutation> all) {
        for (int at = 0; at < 3; at++) {
            int which = at;
            for (String name : UNREADABLE) {
                all.add(named(which, "unreadable name " + name, name, true));
            }
            for (String name : ODD) {
                all.add(named(which, "odd name " + name, name, false));
            }
            for (int length : new int[] {1024, 1025, 3000}) {
                all.add(named(which, "name of " + length, "n".repeat(length), false));
            }
            all.add(named(which, "name of Chinese", "%e4%b8%80".repeat(300), false));
            all.add(named(which, "endless name", "%e4%b8%80".repeat(1024), false));
            all.add(Mutation.of("random name in place " + which, (good, random) -> {
                byte[] bytes = new byte[1 + random.nextInt(12)];
                random.nextBytes(bytes);
                StringBuilder encoded = new StringBuilder();
                for (byte each : bytes) {
                    encoded.append(String.format(Locale.ROOT, "%%%02x", each));
                }
                return rename(good, which, "random name in place " + which, encoded.toString(), false);
            }));
        }
    }

    private static Mutation named(int which, String what, String name, boolean unreadable) {
        String mutation = what + " in place " + which;
        return Mutation.of(mutation, (good, random) -> rename(good, which, mutation, name, unreadable));
    }

    private static @Nullable MalformedRequest rename(
            GoodRequest good, int which, String mutation, String name, boolean unreadable) {
        List<Map.Entry<String, JsonNode>> parameters =
                List.copyOf(good.operation().parameters("path").entrySet());
        if (which >= parameters.size()) {
            return null;
        }
        Map.Entry<String, JsonNode> parameter = parameters.get(which);
        String path = good.operation().path(Map.of(parameter.getKey(), name));
        return good.withTarget(mutation, expected(good, parameter.getValue(), name, unreadable), path + good.query());
    }

    /** What names nothing cannot be found, and is deleted already. */
    private static Expected expected(GoodRequest good, JsonNode parameter, String name, boolean unreadable) {
        if (unreadable) {
            return Expected.REFUSED;
        }
        boolean decoded = name.indexOf('%') < 0;
        boolean allowed =
                !decoded || DocumentedOperation.allows(good.operation().document(), parameter, TextNode.valueOf(name));
        return allowed || good.operation().method().equals("DELETE") ? Expected.REFUSED_OR_HARMLESS : Expected.REFUSED;
    }

    private static void paths(List<Mutation> all) {
        path(all, "a segment too many", Expected.REFUSED_ELSEWHERE, path -> path + "/more");
        path(all, "two segments too many", Expected.REFUSED_ELSEWHERE, path -> path + "/providers/more");
        path(all, "no last segment", Expected.ELSEWHERE, path -> path.substring(0, path.lastIndexOf('/')));
        path(all, "dots in front", Expected.REFUSED_ELSEWHERE, path -> "/v1/.." + path);
        path(all, "encoded dots in front", Expected.REFUSED_ELSEWHERE, path -> "/v1/%2e%2e" + path);
        path(all, "forty segments more", Expected.REFUSED_ELSEWHERE, path -> path + "/a".repeat(40));
        path(all, "three thousand slashes", Expected.ELSEWHERE, path -> "/".repeat(3000) + path.substring(1));
        path(all, "double slashes", Expected.ELSEWHERE, path -> path.replace("/", "//"));
        path(all, "a slash behind", Expected.ELSEWHERE, path -> path + "/");
        path(all, "capitals", Expected.ELSEWHERE, path -> path.toUpperCase(Locale.ROOT));
        path(all, "a fragment", Expected.ELSEWHERE, path -> path + "#part");
        path(all, "a matrix parameter", Expected.ELSEWHERE, path -> path + ";v=1");
        path(all, "another host", Expected.ELSEWHERE, path -> "http://elsewhere.example" + path);
        path(all, "another provider", Expected.REFUSED_ELSEWHERE, path -> "/providers/Microsoft.Nothing" + path);
        path(all, "no provider", Expected.REFUSED_ELSEWHERE, path -> "/nothing" + path);
    }

    private static void path(List<Mutation> all, String what, Expected expected, UnaryOperator<String> change) {
        all.add(Mutation.of(
                what, (good, random) -> good.withTarget(what, expected, change.apply(good.path()) + good.query())));
    }

    private static void queries(List<Mutation> all, List<DocumentedOperation> operations) {
        all.add(Mutation.of(
                "no query",
                (good, random) ->
                        good.query().isEmpty() ? null : good.withTarget("no query", Expected.REFUSED, good.path())));
        for (String name : textParameters(operations)) {
            for (String value : VERSIONS) {
                String mutation = name + " " + shown(value);
                all.add(Mutation.of(mutation, (good, random) -> value(good, name, mutation, value)));
            }
        }
        query(all, "a broken escape", query -> query + "%zz=1");
        query(all, "a broken value", query -> query + "x=%zz");
        query(all, "empty parameters", query -> query + "=&&=&a&&");
        query(all, "an unknown parameter", query -> query + "$filter=x");
        query(all, "two hundred parameters", query -> query + "a=b&".repeat(200));
        query(all, "the version twice", query -> query + "api-version=other");
        query(all, "a long parameter", query -> query + "a=" + "b".repeat(3000));
        query(all, "question marks", query -> query + "????");
        query(all, "random bytes", query -> query);
    }

    /** Names of parameters that are texts; what a number has to be, its schema does not say of the text in a query. */
    private static Set<String> textParameters(List<DocumentedOperation> operations) {
        Set<String> names = new TreeSet<>();
        for (DocumentedOperation operation : operations) {
            operation.parameters("query").forEach((name, parameter) -> {
                String type = operation
                        .document()
                        .resolve(parameter.path("schema"))
                        .path("type")
                        .asText("string");
                if (type.equals("string")) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    private static void query(List<Mutation> all, String what, UnaryOperator<String> change) {
        String mutation = "query with " + what;
        all.add(Mutation.of(mutation, (good, random) -> {
            String begun = good.query().isEmpty() ? "?" : good.query() + "&";
            String changed = what.equals("random bytes") ? begun + random(random) : change.apply(begun);
            return good.withTarget(mutation, Expected.REFUSED_OR_HARMLESS, good.path() + changed);
        }));
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            int next = 33 + random.nextInt(94);
            text.append(next == '#' ? '%' : (char) next);
        }
        return text.toString();
    }

    private static @Nullable MalformedRequest value(GoodRequest good, String name, String mutation, String value) {
        JsonNode parameter = good.operation().parameters("query").get(name);
        if (parameter == null) {
            return null;
        }
        boolean allowed = DocumentedOperation.allows(good.operation().document(), parameter, TextNode.valueOf(value));
        String rest = parameter.path("required").asBoolean() || good.query().isEmpty() ? "?" : good.query() + "&";
        return good.withTarget(
                mutation,
                allowed ? Expected.REFUSED_OR_HARMLESS : Expected.REFUSED,
                good.path() + rest + name + "=" + value);
    }
}
