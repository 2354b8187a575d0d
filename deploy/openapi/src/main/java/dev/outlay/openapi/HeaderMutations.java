package dev.outlay.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What can be wrong with headers, and with HTTP itself. */
final class HeaderMutations {

    private static final List<String> TOKENS = List.of(
            "none",
            "Bearer",
            "Bearer x",
            "Bearer a.b.c",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
            "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA",
            "Bearer ....",
            "Bearer \u00e4",
            "Basic YWRtaW46YWRtaW4=",
            "Negotiate x",
            "Bearer " + "a".repeat(5000));

    /** What is neither JSON nor a file. */
    private static final List<String> OTHER_TYPES = List.of(
            "text/xml",
            "text/html; charset=utf-7",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "multipart/mixed; boundary=" + "b".repeat(300),
            "application/jsonx",
            "image/png",
            "*/*",
            "json",
            "x".repeat(500));

    private static final List<String> ODD = List.of(
            "Content-Type: ;;;",
            "Content-Type: application/json; charset=utf-16",
            "Content-Encoding: gzip",
            "Content-Encoding: nonsense",
            "Accept: text/xml",
            "Accept: " + "a/b,".repeat(500),
            "Accept-Language: \u00e4",
            "If-Match: \"nothing\"",
            "If-None-Match: *",
            "Range: bytes=9-1",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-Host: \"><script>",
            "X-Forwarded-Proto: gopher",
            "X-Forwarded-For: ::::",
            "Forwarded: for=_hidden;host=x",
            "Cookie: " + "a=b; ".repeat(300),
            "Origin: null",
            "Upgrade: websocket",
            "x-ms-client-request-id: " + "i".repeat(2000),
            "x-ms-correlation-request-id: a b",
            "x-ms-correlation-request-id: \u00ff",
            "x-ms-date: never",
            "traceparent: 00-0-0-0",
            "baggage: " + "k=v,".repeat(500));

    /** What the HTTP layer refuses by itself. */
    private static final List<String> NOT_HTTP = List.of(
            "no colon",
            "x-ms-client-request-id: \u0001",
            "Bad Name: x",
            "Big: " + "x".repeat(70_000),
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: x");

    private HeaderMutations() {}

    static List<Mutation> all() {
        List<Mutation> all = new ArrayList<>();
        for (String token : TOKENS) {
            String mutation = "token " + shown(token);
            all.add(Mutation.of(
                    mutation,
                    (good, random) -> good.operation().needsToken()
                            ? good.withHeader(mutation, Expected.REFUSED, "Authorization: " + token)
                            : null));
        }
        for (String type : OTHER_TYPES) {
            String mutation = "content type " + shown(type);
            all.add(Mutation.of(
                    mutation,
                    (good, random) -> good.hasBody()
                            ? good.withHeader(mutation, Expected.REFUSED, "Content-Type: " + type)
                            : null));
        }
        for (String header : ODD) {
            all.add(header("header " + shown(header), Expected.REFUSED_OR_HARMLESS, header));
        }
        for (String header : NOT_HTTP) {
            all.add(header("no HTTP: " + shown(header), Expected.NOT_HTTP, header));
        }
        String chunked = "no HTTP: a broken chunk";
        all.add(Mutation.of(chunked, (good, random) -> {
            if (!good.operation().readsBodies()) {
                return null; // it may have answered before the chunk comes
            }
            MalformedRequest request = good.withHeader(chunked, Expected.NOT_HTTP, "Transfer-Encoding: chunked");
            return new MalformedRequest(
                    request.operation(),
                    chunked,
                    Expected.NOT_HTTP,
                    request.method(),
                    request.target(),
                    request.headers(),
                    "zz\r\n{}\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }));
        return all;
    }

    private static Mutation header(String mutation, Expected expected, String header) {
        return Mutation.of(mutation, (good, random) -> good.withHeader(mutation, expected, header));
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
