package dev.outlay.alert.allowance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.settings.Settings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * A token bucket for each principal: whoever asks too often waits, and nobody else does. Each replica counts for itself, so a principal may make as many times the requests as there
 * are replicas.
 */
@ApplicationScoped
public class RequestAllowance {

    /** Of a principal in a tenant; the same object id in another tenant is somebody else. */
    private record Asker(String tenant, String id) {}

    /**
     * What became of a request.
     *
     * @param left how many more could be made now
     * @param rest how long to wait; zero where the request may be made
     */
    public record Taken(long left, Duration rest) {

        /** Whether the request may be made. */
        public boolean isAllowed() {
            return rest.isZero();
        }
    }

    private static final long MOST_PRINCIPALS = 100_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Cache<Asker, Bucket> buckets;
    private final int perMinute;
    private final int atOnce;
    private final TimeMeter time;

    @Inject
    RequestAllowance(Settings settings) {
        this(settings.requests().perMinute(), settings.requests().atOnce(), TimeMeter.SYSTEM_NANOTIME);
    }

    /**
     * One that counts by a clock.
     *
     * @param perMinute requests of a principal over time
     * @param atOnce    requests of a principal after a rest
     */
    public RequestAllowance(int perMinute, int atOnce, TimeMeter time) {
        this.perMinute = perMinute;
        this.atOnce = atOnce;
        this.time = time;
        // A bucket that has filled up again says nothing that a new one does not.
        double minutesToFill = atOnce / (double) perMinute;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_PRINCIPALS)
                .expireAfterAccess(MINUTE.plusMillis((long) (minutesToFill * MINUTE.toMillis())))
                .build();
    }

    /** Takes one request from what the principal may make. */
    public Taken take(Principal principal) {
        ConsumptionProbe probe = buckets.get(new Asker(principal.tenant(), principal.id()), unused -> full())
                .tryConsumeAndReturnRemaining(1);
        return new Taken(
                probe.getRemainingTokens(),
                probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill())));
    }

    private Bucket full() {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perMinute, MINUTE))
                .build();
    }
}
