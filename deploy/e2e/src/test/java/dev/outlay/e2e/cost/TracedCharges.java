package dev.outlay.e2e.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import java.util.List;
import java.util.stream.Collectors;

/** Sends charges as a producer does that traces its own work, and tells more of that than anybody should pass on. */
public final class TracedCharges {
    /** Trace and span of the producer, with a hyphen between them. */
    public static final String CALLER = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

    /** Stands in whatever it tells beyond that. */
    public static final String SECRET = "secret-of-a-caller";

    private static final String TRACEPARENT = "00-" + CALLER + "-01";

    private TracedCharges() {}

    /** Sends in one request, in whose headers and in each of whose events it stands where they come from; expects that every charge is accepted. */
    public static void accepted(Client client, List<Charge> charges) {
        Answer answer = client.saying("traceparent", TRACEPARENT)
                .saying("tracestate", "vendor=" + SECRET)
                .saying("baggage", "user=" + SECRET)
                .post(
                        "/v1/cost-events",
                        "application/cloudevents-batch+json",
                        charges.stream().map(TracedCharges::event).collect(Collectors.joining(",", "[", "]")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(charges.size());
    }

    private static String event(Charge charge) {
        return "{\"traceparent\":\"" + TRACEPARENT + "\",\"tracestate\":\"vendor=" + SECRET + "\","
                + charge.event().substring(1);
    }
}
