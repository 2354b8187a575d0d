package dev.outlay.e2e.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Sends charges as a careful producer does: what was not answered 202 is sent again, under the same ids. */
public final class CostEvents {
    private static final String PATH = "/v1/cost-events";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private CostEvents() {}

    /** Sends once. */
    public static Answer post(Client client, List<Charge> charges) {
        return client.tryToPost(PATH, BATCH, body(charges));
    }

    /** Sends once and expects that every charge is accepted. */
    public static void accepted(Client client, List<Charge> charges) {
        Answer answer = post(client, charges);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(charges.size());
    }

    /**
     * Sends until every charge is accepted, and returns how often it had to.
     *
     * @param client asked anew for each attempt
     */
    public static int acceptedAtLast(Supplier<Client> client, List<Charge> charges) {
        AtomicInteger attempts = new AtomicInteger();
        await("the charges are accepted")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    attempts.incrementAndGet();
                    Answer answer = post(client.get(), charges);
                    assertThat(answer.status()).as(answer.body()).isIn(0, 202, 429, 503);
                    if (answer.status() == 202) {
                        assertThat(answer.json().path("accepted").asInt())
                                .as(answer.body())
                                .isEqualTo(charges.size());
                    }
                    return answer.status() == 202;
                });
        return attempts.get();
    }

    private static String body(List<Charge> charges) {
        return charges.stream().map(Charge::event).collect(Collectors.joining(",", "[", "]"));
    }
}
