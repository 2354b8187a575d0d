package dev.outlay.sample;

import dev.outlay.sample.partner.ChargeEvent;
import dev.outlay.sample.partner.Charges;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Cost as it arrives: every second one charge of the first customer and a few of others. Goes on until the process ends. */
final class LiveStream {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final int OTHERS = 3;
    private static final int CHARGES_TO_THE_ALERT = 12;

    private final Api api;
    private final Charges charges;
    private final int customers;
    private final Clock clock;
    private final Status status;
    private final RandomGenerator random;
    private final String run;
    private long count;

    /**
     * A stream.
     *
     * @param customers how many customers have something to stream: the first ones of the partner
     */
    LiveStream(Api api, Charges charges, int customers, Clock clock, Status status, long seed) {
        this.api = api;
        this.charges = charges;
        this.customers = customers;
        this.clock = clock;
        this.status = status;
        this.random = new Random(seed);
        this.run = "live-" + clock.millis();
    }

    /** What the first customer is billed for in the first dozen seconds of a stream, in its currency. */
    BigDecimal billedUntilAlert() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int second = 0; second < CHARGES_TO_THE_ALERT; second++) {
            sum = sum.add((BigDecimal) ofFirst(second).data().getOrDefault("BilledCost", BigDecimal.ZERO));
        }
        return sum;
    }

    /** Streams for ever; what goes wrong is said and tried again. */
    void run() {
        while (true) {
            try {
                api.postEvents(api.bytes(Events.of(next(), "tell")));
                Pause.of(INTERVAL);
            } catch (SampleFailure e) {
                status.log("The stream pauses: " + e.getMessage());
                Pause.of(AFTER_FAILURE);
            }
        }
    }

    private List<ChargeEvent> next() {
        List<ChargeEvent> batch = new ArrayList<>();
        batch.add(ofFirst(count));
        for (int other = 0; other < OTHERS; other++) {
            String id = run + "-" + count + "-" + other;
            batch.add(charges.live(1 + random.nextInt(customers - 1), random.nextInt(1 << 20), today(), id));
        }
        count++;
        return batch;
    }

    private ChargeEvent ofFirst(long number) {
        return charges.live(0, Math.floorMod(number * 31, 1 << 20), today(), run + "-" + number);
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }
}
