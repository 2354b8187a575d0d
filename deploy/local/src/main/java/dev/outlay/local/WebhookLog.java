package dev.outlay.local;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The webhooks that arrived, bounded: the oldest go when there are more than a thousand. */
final class WebhookLog {
    static final int MAXIMUM_BODY_BYTES = 1 << 20;
    private static final int MAXIMUM_COUNT = 1_000;

    private final Clock clock = Clock.systemUTC();
    private final Deque<ReceivedWebhook> newestFirst = new ArrayDeque<>();
    private long count;

    synchronized void add(String name, Map<String, List<String>> headers, String body) {
        Map<String, String> firstOfEach = new TreeMap<>();
        headers.forEach((header, values) -> firstOfEach.put(header.toLowerCase(Locale.ROOT), values.getFirst()));
        count++;
        newestFirst.addFirst(new ReceivedWebhook(Long.toString(count), name, clock.instant(), firstOfEach, body));
        if (newestFirst.size() > MAXIMUM_COUNT) {
            newestFirst.removeLast();
        }
    }

    synchronized List<ReceivedWebhook> newestFirst() {
        return List.copyOf(newestFirst);
    }
}
