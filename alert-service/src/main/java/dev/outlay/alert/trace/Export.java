package dev.outlay.alert.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends spans to a collector: OTLP over HTTP, from a bounded queue. What does not fit into it is dropped; nobody waits for a collector. */
final class Export {

    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*=\\s*([ -~]*)");
    private static final Pattern ENDPOINT = Pattern.compile("https?://[^/?#@\\s]+(/[^?#@\\s]*)?");

    /** An instance is a process: no name of a machine is told. */
    private static final Attributes RESOURCE = Attributes.of(
            AttributeKey.stringKey("service.namespace"),
            "outlay",
            AttributeKey.stringKey("service.name"),
            "alert-service",
            AttributeKey.stringKey("service.instance.id"),
            UUID.randomUUID().toString());

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GATHERED = Duration.ofSeconds(1);

    /** Spans that wait for the collector; some 2 MB. */
    private static final int MOST_WAITING = 2048;

    private Export() {}

    /**
     * @param endpoint address of the collector, without {@code /v1/traces}
     * @param headers  {@code name=value}, separated by commas: with what the collector is to let it in
     * @param sampler  decides what is traced
     * @throws IllegalArgumentException where the address or the headers are none; says neither, since people put secrets into both
     */
    static SdkTracerProvider to(String endpoint, String headers, Sampler sampler) {
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw new IllegalArgumentException(
                    "outlay.traces.endpoint must be an address such as http://collector:4318, without a user, a query or /v1/traces");
        }
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceAll("/+$", "") + "/v1/traces")
                .setTimeout(TIMEOUT);
        read(headers).forEach(exporter::addHeader);
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(RESOURCE)))
                .setSampler(sampler)
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(GATHERED)
                        .setMaxQueueSize(MOST_WAITING)
                        .build())
                .build();
    }

    /** Refuses what is no header by saying so, and never by saying it: it is a secret. */
    static Map<String, String> read(String headers) {
        Map<String, String> read = new LinkedHashMap<>();
        for (String header : headers.isBlank() ? new String[0] : headers.split(",", -1)) {
            Matcher form = HEADER.matcher(header.strip());
            if (!form.matches()) {
                throw new IllegalArgumentException(
                        "outlay.traces.headers must be name=value, separated by commas, and one of them is not");
            }
            read.put(form.group(1), form.group(2));
        }
        return read;
    }
}
