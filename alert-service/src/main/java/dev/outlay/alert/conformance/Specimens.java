package dev.outlay.alert.conformance;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.TestCrossing;
import dev.outlay.alert.alert.TestCrossing.Budget;
import dev.outlay.alert.delivery.Parcel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes the messages of a case: of crossings that never were, all marked as tests, in the form in which the webhook is told, signed as the case has it. */
@ApplicationScoped
class Specimens {

    /** What receivers of Outlay's own form are told to allow: a digest with as many alerts as it can have and names of usual length stays far below it. Source: docs/webhooks.md. */
    static final int LARGEST = 1024 * 1024;

    /** The same of Azure's forms, which speak of one alert. */
    static final int LARGEST_OF_AZURE = 16 * 1024;

    /** Beyond what a message may be late or early by five minutes. */
    private static final Duration FAR_OFF = Duration.ofMinutes(10);

    /** Timestamps have whole seconds: the second of two at once would have the signature of the first. */
    private static final Duration A_SECOND_LATER = Duration.ofSeconds(-1);

    private static final Duration BEFORE = Duration.ofHours(1);
    private static final String NAME = "Conformance_test_budget";

    /** Characters that the id of a budget may well have behind its scope: an event's texts have 4,096 at most. */
    private static final int LONGEST_ID = 3900;

    /** The names of budgets are made longer by this to see how much longer the body gets. */
    private static final int STEP = 100;

    /**
     * A message to be sent.
     *
     * @param age how long ago it says that it was sent; negative for later
     */
    record Specimen(Parcel parcel, Duration age) {}

    private final SecretSeal seal;
    private final TryMessage messages;

    Specimens(SecretSeal seal, TryMessage messages) {
        this.seal = seal;
        this.messages = messages;
    }

    /**
     * Why a case cannot be tried with a webhook; empty where it can.
     *
     * @param others keys, sealed, with which other webhooks at the same URI are signed: whoever receives those has to know them
     */
    Optional<Finding> needless(ConformanceCase tried, Standing standing, List<byte[]> others) {
        if (standing.signing().isEmpty() && tried != ConformanceCase.SIGNED) {
            return Optional.of(Finding.notApplicable(Finding.NO_KEY));
        }
        if (tried != ConformanceCase.RETIRED_KEY) {
            return Optional.empty();
        }
        Optional<byte[]> retired = retired(standing);
        if (retired.isEmpty()) {
            return Optional.of(Finding.notApplicable(Finding.NO_EARLIER_KEY));
        }
        return others.stream().anyMatch(other -> isSame(retired.get(), other))
                ? Optional.of(Finding.notApplicable(Finding.KEY_IN_USE))
                : Optional.empty();
    }

    /** The messages of a case that is not needless, in the order in which they are sent. */
    List<Specimen> of(ConformanceCase tried, Standing standing, Instant now) {
        Budget budget = new Budget(UUID.randomUUID(), NAME, standing.scope());
        List<byte[]> keys = standing.signing();
        List<Crossing> one = List.of(TestCrossing.of(budget, now));
        return switch (tried) {
            case SIGNED -> List.of(sent(standing, keys, one, now));
            case WRONG_SIGNATURE -> List.of(sent(standing, List.of(unknown(keys)), one, now));
            case LATE -> List.of(new Specimen(sent(standing, keys, one, now).parcel(), FAR_OFF));
            case EARLY -> List.of(new Specimen(sent(standing, keys, one, now).parcel(), FAR_OFF.negated()));
            case DUPLICATE -> {
                Specimen twice = sent(standing, keys, one, now);
                yield List.of(twice, new Specimen(twice.parcel(), A_SECOND_LATER));
            }
            case REORDERED ->
                List.of(
                        sent(standing, keys, one, now),
                        sent(standing, keys, List.of(TestCrossing.of(budget, now.minus(BEFORE))), now));
            case OVERSIZE -> List.of(sent(standing, keys, large(standing, keys, now), now));
            case ROTATED_KEY -> List.of(sent(standing, both(unknown(keys), keys), one, now));
            case RETIRED_KEY -> List.of(sent(standing, List.of(retired(standing).orElseThrow()), one, now));
        };
    }

    private static Specimen sent(Standing standing, List<byte[]> keys, List<Crossing> crossings, Instant now) {
        return new Specimen(
                new Parcel(
                        UUID.randomUUID(),
                        standing.receiver(),
                        standing.webhook().uri().toString(),
                        keys,
                        standing.webhook().format(),
                        crossings.size() > 1,
                        now,
                        crossings),
                Duration.ZERO);
    }

    /** A key of the kind that the webhook has, which its receiver cannot know. */
    private byte[] unknown(List<byte[]> keys) {
        return seal.seal(WebhookSecret.make(seal.open(keys.getFirst()).scheme()));
    }

    private static List<byte[]> both(byte[] fresh, List<byte[]> keys) {
        return IntStream.rangeClosed(0, keys.size())
                .mapToObj(each -> each == 0 ? fresh : keys.get(each - 1))
                .toList();
    }

    /** The latest key that signs no more; one that somebody has given again signs. */
    private Optional<byte[]> retired(Standing standing) {
        return standing.retired().stream()
                .filter(key -> standing.signing().stream().noneMatch(other -> isSame(key, other)))
                .findFirst();
    }

    private boolean isSame(byte[] one, byte[] other) {
        return Arrays.equals(seal.open(one).key(), seal.open(other).key());
    }

    /** As many alerts as a message can have, of budgets with names so long that the body is almost as long as receivers are told to allow. */
    private List<Crossing> large(Standing standing, List<byte[]> keys, Instant now) {
        boolean takesDigests = standing.webhook().format() == BodyFormat.CLOUD_EVENTS;
        int alerts = takesDigests ? Parcel.MOST_ALERTS : 1;
        int largest = takesDigests ? LARGEST : LARGEST_OF_AZURE;
        int least = messages.bytes(
                sent(standing, keys, crossings(standing, alerts, 0, now), now).parcel());
        int more = messages.bytes(sent(standing, keys, crossings(standing, alerts, STEP, now), now)
                        .parcel())
                - least;
        long longer = more <= 0 ? 0 : (long) Math.max(0, largest - least) * STEP / more;
        long room = Math.max(0, LONGEST_ID - standing.scope().id().length());
        return crossings(standing, alerts, (int) Math.min(longer, room), now);
    }

    private static List<Crossing> crossings(Standing standing, int alerts, int longer, Instant now) {
        String name = NAME + "x".repeat(longer);
        return IntStream.range(0, alerts)
                .mapToObj(each -> TestCrossing.of(new Budget(UUID.randomUUID(), name, standing.scope()), now))
                .toList();
    }
}
