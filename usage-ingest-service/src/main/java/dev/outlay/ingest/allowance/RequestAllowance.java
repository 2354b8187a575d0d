package dev.outlay.ingest.allowance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
 * A token bucket for each principal: whoever asks too often waits, and nobody else does. Each replica counts for itself, so a
 * principal may make as many times the requests as there are replicas.
 */
@ApplicationScoped
public class RequestAllowance {
    private static final Logger LOG = Logger.getLogger(RequestAllowance.class);
    private static final long MOST_PRINCIPALS = 100_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Cache<String, Bucket> buckets;
    private final AllowanceConfig config;
    private final TimeMeter time;

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

    @Inject
    RequestAllowance(AllowanceConfig config) {
        this(config, TimeMeter.SYSTEM_NANOTIME);
    }

    RequestAllowance(AllowanceConfig config, TimeMeter time) {
        this.config = config;
        this.time = time;
        if (config.perMinute() < 1
                || config.atOnce() < 1
                || config.longestRest().toMillis() < 1) {
            throw new IllegalArgumentException(
                    "outlay.publishers.per-minute and outlay.publishers.at-once have to be 1 or more, and"
                            + " outlay.publishers.longest-rest a time.");
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

    /**
     * Takes one request from what a principal may make.
     *
     * @param principal who asks, and of which tenant: the same id in another tenant is somebody else
     */
    public Taken take(String principal) {
        ConsumptionProbe probe = buckets.get(principal, unused -> full()).tryConsumeAndReturnRemaining(1);
        return new Taken(
                probe.getRemainingTokens(),
                probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill())));
    }

    private Bucket full() {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(config.atOnce()).refillGreedy(config.perMinute(), MINUTE))
                .build();
    }
}
