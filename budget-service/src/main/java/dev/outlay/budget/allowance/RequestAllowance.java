package dev.outlay.budget.allowance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.outlay.budget.access.Principal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

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

        public boolean isAllowed() {
            return rest.isZero();
        }
    }

    private static final Logger LOG = Logger.getLogger(RequestAllowance.class);
    private static final long MOST_PRINCIPALS = 100_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int WEIGHT_OF_WORK = 2;

    private final Cache<Asker, Bucket> buckets;
    private final AllowanceConfig config;
    private final TimeMeter time;

    @Inject
    RequestAllowance(AllowanceConfig config, TimeMeter time) {
        this.config = config;
        this.time = time;
        if (config.perMinute() < 1
                || config.atOnce() < 1
                || config.longestBody().toMillis() < 1) {
            throw new IllegalArgumentException(
                    "outlay.requests.per-minute and outlay.requests.at-once have to be 1 or more, and outlay.requests.longest-body a time.");
        }
        // A bucket that has filled up again says nothing that a new one does not.
        double minutesToFill = config.atOnce() / (double) config.perMinute();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_PRINCIPALS)
                .expireAfterAccess(MINUTE.plusMillis((long) (minutesToFill * MINUTE.toMillis())))
                .build();
    }

    /** What nobody could work with is said when the service starts, not to whoever asks first. */
    void start(@Observes StartupEvent event) {
        LOG.debugf("%d requests a minute and principal, %d at once", config.perMinute(), config.atOnce());
    }

    /** Takes one request from what the principal may make. */
    public Taken take(Principal principal) {
        return take(principal, 1);
    }

    /** How many there can be room for at once, after a rest. */
    public int most() {
        return config.atOnce();
    }

    /**
     * Takes that many requests, or none where there is no room for all of them.
     *
     * @param requests 1 to {@link #most()}
     */
    public Taken take(Principal principal, int requests) {
        return take(principal, requests, requests);
    }

    /**
     * The same for what is asked for again as a whole where there is no room for a part of it: the rest is until there is room for all of it.
     *
     * @param again how many requests are needed then, {@code requests} to {@link #most()}
     */
    public Taken take(Principal principal, int requests, int again) {
        Bucket bucket = bucket(principal);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(requests);
        if (probe.isConsumed()) {
            return new Taken(probe.getRemainingTokens(), Duration.ZERO);
        }
        long rest = Math.max(
                probe.getNanosToWaitForRefill(),
                bucket.estimateAbilityToConsume(again).getNanosToWaitForRefill());
        return new Taken(Math.max(0, probe.getRemainingTokens()), Duration.ofNanos(Math.max(1, rest)));
    }

    /**
     * Takes what some work on a processor stands for, whether there is room for it or not: whoever had it done waits longer for the next. It is twice what becomes free meanwhile, so that nobody keeps more than half of a processor busy over time.
     */
    public void charge(Principal principal, Duration processor) {
        long requests = processor.toMillis() * WEIGHT_OF_WORK * config.perMinute() / MINUTE.toMillis();
        if (requests > 0) {
            bucket(principal).consumeIgnoringRateLimits(requests);
        }
    }

    private Bucket bucket(Principal principal) {
        return buckets.get(new Asker(principal.tenant(), principal.id()), unused -> full());
    }

    private Bucket full() {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(config.atOnce()).refillGreedy(config.perMinute(), MINUTE))
                .build();
    }
}
