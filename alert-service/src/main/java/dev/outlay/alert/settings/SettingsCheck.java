package dev.outlay.alert.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks settings against their bounds. */
public final class SettingsCheck {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+");

    private SettingsCheck() {}

    /** Everything that is out of bounds, in sentences; empty where all is well. */
    public static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        within(
                problems,
                "outlay.database.patience",
                settings.database().patience(),
                ofMillis(6000),
                Duration.ofHours(1));
        within(problems, "outlay.webhook.timeout", settings.webhook().timeout(), ofMillis(1000), ofMillis(60_000));
        within(
                problems,
                "outlay.webhook.disabled-after",
                settings.webhook().disabledAfter(),
                Duration.ofHours(1),
                Duration.ofDays(90));
        within(problems, "outlay.webhook.per-endpoint", settings.webhook().perEndpoint(), 1, 100);
        address(problems, "outlay.mail.bounces-to", settings.mail().bouncesTo());
        address(problems, "outlay.mail.operator", settings.mail().operator());
        within(problems, "outlay.mail.concurrency", settings.mail().concurrency(), 1, 100);
        within(problems, "outlay.mail.timeout", settings.mail().timeout(), ofMillis(1000), ofMillis(120_000));
        within(problems, "outlay.delivery.in-flight", settings.delivery().inFlight(), 1, 2000);
        within(problems, "outlay.delivery.poll", settings.delivery().poll(), ofMillis(10), ofMillis(60_000));
        within(problems, "outlay.delivery.lease", settings.delivery().lease(), ofMillis(1000), Duration.ofHours(1));
        within(
                problems,
                "outlay.delivery.digest-window",
                settings.delivery().digestWindow(),
                Duration.ZERO,
                Duration.ofDays(1));
        within(problems, "outlay.access.patience", settings.access().patience(), ofMillis(500), ofMillis(60_000));
        within(problems, "outlay.paging.size", settings.paging().size(), 1, 1000);
        within(problems, "outlay.requests.per-minute", settings.requests().perMinute(), 1, 1_000_000);
        within(problems, "outlay.requests.at-once", settings.requests().atOnce(), 1, 1_000_000);
        within(
                problems,
                "outlay.requests.longest-body",
                settings.requests().longestBody(),
                ofMillis(1000),
                Duration.ofMinutes(10));
        Duration longest = longer(settings.webhook().timeout(), settings.mail().timeout());
        if (settings.delivery().lease().compareTo(longest) <= 0) {
            problems.add("outlay.delivery.lease must be longer than outlay.webhook.timeout and outlay.mail.timeout,"
                    + " else an attempt is repeated while it still runs");
        }
        if (settings.webhook().unverified() == Settings.Unverified.WITHHOLD
                && !settings.webhook().handshake()) {
            problems.add("outlay.webhook.unverified is withhold and outlay.webhook.handshake is false:"
                    + " nobody would be asked, so nobody could agree");
        }
        return List.copyOf(problems);
    }

    private static void address(List<String> problems, String key, Optional<String> value) {
        value.filter(text -> !ADDRESS.matcher(text).matches())
                .ifPresent(text -> problems.add(key + " is " + text + " and must be an e-mail address without a name"));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static <T extends Comparable<T>> void within(List<String> problems, String key, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(key + " is " + value + " and must be from " + least + " to " + most);
        }
    }
}
