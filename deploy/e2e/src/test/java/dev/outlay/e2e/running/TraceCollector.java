package dev.outlay.e2e.running;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces, as far as one is needed to see what arrives at one: OTLP over HTTP, in protobuf. */
public final class TraceCollector implements AutoCloseable {

    /**
     * A span that has arrived.
     *
     * @param resource what it says of whoever sends it, as texts
     * @param parent id of the span it follows from; empty where it begins a trace
     * @param linked trace and id of each span that its links lead to, with a hyphen between them
     * @param attributes as texts
     */
    public record Arrived(
            Map<String, String> resource,
            String name,
            String kind,
            String trace,
            String id,
            String parent,
            List<String> linked,
            Map<String, String> attributes,
            String status) {

        /** The service that it comes from. */
        public String service() {
            return resource.getOrDefault("service.name", "");
        }

        /** Its trace and its id, with a hyphen between them. */
        public String place() {
            return trace + "-" + id;
        }

        /** How many messages it says that it sends or processes. */
        public int messages() {
            return Integer.parseInt(attributes.getOrDefault("messaging.batch.message_count", "0"));
        }

        /** What follows from it says so in a header like this. */
        public String traceparent() {
            return "00-" + place() + "-01";
        }
    }

    private final HttpServer server;
    private final List<Arrived> spans = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    /** Listens on this machine alone. */
    public static TraceCollector start() {
        try {
            TraceCollector collector = new TraceCollector(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            collector.server.createContext("/v1/traces", collector::take);
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, without the path. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Everything that has arrived, in the order of arrival. */
    public List<Arrived> spans() {
        return List.copyOf(spans);
    }

    /** Those of a name, in the order of arrival. */
    public List<Arrived> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    /** What those who send said of who they are, each time. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(
                    exchange.getRequestBody().readAllBytes());
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            request.getResourceSpansList().forEach(this::take);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void take(ResourceSpans resource) {
        Map<String, String> sender = texts(resource.getResource().getAttributesList());
        resource.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> arrived(sender, span))
                .forEach(spans::add);
    }

    private static Arrived arrived(Map<String, String> sender, Span span) {
        return new Arrived(
                sender,
                span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                hex(span.getTraceId().toByteArray()),
                hex(span.getSpanId().toByteArray()),
                hex(span.getParentSpanId().toByteArray()),
                span.getLinksList().stream()
                        .map(link -> hex(link.getTraceId().toByteArray()) + "-"
                                + hex(link.getSpanId().toByteArray()))
                        .toList(),
                texts(span.getAttributesList()),
                span.getStatus().getCode().name().replace("STATUS_CODE_", ""));
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(attribute -> texts.put(
                attribute.getKey(),
                attribute.getValue().hasStringValue()
                        ? attribute.getValue().getStringValue()
                        : Long.toString(attribute.getValue().getIntValue())));
        return texts;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
