package dev.outlay.budget.explanation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.UUID;

/**
 * What was asked lately and took too long: the cost of which scope, filter, metric and grain. Asking again at the next crossing would cost the database as much, and end alike. Each replica remembers its own.
 */
final class SlowQuestions {

    /** How long nobody asks again: a database that was slow for a moment has long recovered, and one account that is too large is asked about twelve times an hour. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int MOST = 10_000;

    private final Cache<UUID, Boolean> slow;
    private final Duration enough;

    /** @param patience how long one may take at most */
    SlowQuestions(Ticker ticker, Duration patience) {
        this.enough = patience.multipliedBy(4).dividedBy(5);
        this.slow = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build();
    }

    /**
     * One took too long: it was cancelled after a time of four fifths of the patience or more. What had less may just have been asked at the end of a round, and would be quick enough at the beginning of one.
     *
     * @param had how much time it had
     */
    void remember(JsonNode crossing, Duration had) {
        if (had.compareTo(enough) >= 0) {
            slow.put(key(crossing), true);
        }
    }

    boolean isSlow(JsonNode crossing) {
        return slow.getIfPresent(key(crossing)) != null;
    }

    /** Filters may be long, so what is kept is a digest. Two that had the same would only be told without a reason for a while. */
    private static UUID key(JsonNode crossing) {
        String text = crossing.path("scope") + " " + crossing.path("filter") + " " + crossing.path("metric") + " "
                + crossing.at("/period/timeGrain");
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8));
    }
}
