package dev.outlay.ingest;

import static io.restassured.RestAssured.given;

import dev.outlay.local.Persona;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** The API as a client sees it; whatever it answers has to be what its document describes. */
final class Door {
    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private Door() {}

    /** A request of the partner's Global admin, sent as it is: nothing is added to a content type. */
    static RequestSpecification asAdmin() {
        return as(RunningParts.token(Persona.GLOBAL_ADMIN));
    }

    static RequestSpecification as(String token) {
        return plain().header("Authorization", "Bearer " + token);
    }

    static RequestSpecification plain() {
        return given(new RequestSpecBuilder()
                .addFilter(new DescribedService())
                .setConfig(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(STRUCTURED, ContentType.TEXT)
                                .encodeContentTypeAs(BATCH, ContentType.TEXT)
                                .encodeContentTypeAs("text/csv", ContentType.TEXT)
                                .encodeContentTypeAs("application/gzip", ContentType.BINARY)))
                .build());
    }

    /** A good event. */
    static String event(String source, String id, String cost) {
        return """
                {"specversion":"1.0","id":"%s","source":"%s","type":"dev.outlay.charge.v1","data":%s}""".formatted(id, source, data(cost));
    }

    static String data(String cost) {
        return """
                {"BillingAccountId":"A1","SubAccountId":"/subscriptions/SUB-1","BillingCurrency":"CHF","BilledCost":%s,\
                "ChargeCategory":"Usage","ChargePeriodStart":"2026-11-01T00:00:00Z"}""".formatted(cost);
    }
}
