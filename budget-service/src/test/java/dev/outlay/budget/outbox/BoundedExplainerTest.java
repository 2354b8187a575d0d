package dev.outlay.budget.outbox;

import static dev.outlay.budget.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is explained in time is sent so, everything else as it is: in its order, without anybody waiting for what does not come. */
class BoundedExplainerTest extends ExplainerFixture {

    @Test
    void whatIsExplainedKeepsItsIdAndItsPlace() {
        List<OutboxMessage> messages = messages(20);
        List<OutboxMessage> sent = sent(
                explainer(
                        "PT1S",
                        "PT1S",
                        message -> Integer.parseInt(message.eventId()) % 2 == 0
                                ? said(message)
                                : Uni.createFrom().item(Optional.empty())),
                messages);

        assertThat(sent)
                .extracting(OutboxMessage::eventId)
                .containsExactlyElementsOf(
                        messages.stream().map(OutboxMessage::eventId).toList());
        assertThat(sent)
                .filteredOn(BoundedExplainerTest::isExplained)
                .hasSize(10)
                .allMatch(message -> Integer.parseInt(message.eventId()) % 2 == 0);
        assertThat(List.of(counted("attached"), counted("none"))).containsExactly(10.0, 10.0);
    }

    @Test
    void whatFailsOrThrowsIsSentAsItIsAndTheNextIsExplained() {
        List<OutboxMessage> sent = sent(
                explainer("PT1S", "PT1S", message -> switch (message.eventId()) {
                    case "0" -> Uni.createFrom().failure(new IllegalStateException("broken"));
                    case "1" -> throw new IllegalArgumentException("broken at once");
                    default -> said(message);
                }),
                messages(3));

        assertThat(sent).extracting(BoundedExplainerTest::isExplained).containsExactly(false, false, true);
        assertThat(counted("failed")).isEqualTo(2);
    }

    @Test
    void whoeverCannotEvenSayWhatCanBeExplainedStopsNothing() {
        Explainer broken = message -> {
            throw new IllegalStateException("broken");
        };
        BoundedExplainer explainer =
                new BoundedExplainer(broken, new Times(Duration.ofSeconds(1), Duration.ofSeconds(1)), registry, vertx);

        assertThat(sent(explainer, messages(3))).isEqualTo(messages(3));
    }

    @Test
    void whatHangsIsNotWaitedForAndWhatWasExplainedBeforeItIsSent() {
        List<OutboxMessage> messages = messages(500);
        BoundedExplainer explainer =
                explainer("PT1S", "PT1S", message -> message.eventId().equals("3") ? never() : said(message));

        List<OutboxMessage> sent = sent(explainer, messages);

        assertThat(sent)
                .extracting(OutboxMessage::eventId)
                .containsExactlyElementsOf(
                        messages.stream().map(OutboxMessage::eventId).toList());
        assertThat(sent.subList(0, 3)).allMatch(BoundedExplainerTest::isExplained);
        assertThat(sent.subList(3, 500)).noneMatch(BoundedExplainerTest::isExplained);
        assertThat(counted("late")).isPositive();
    }

    @Test
    void whileOneHangsNothingElseIsAskedAndNobodyWaits() {
        BoundedExplainer explainer = explainer("PT1S", "PT1S", message -> never());
        sent(explainer, messages(1));
        await().untilAsserted(() -> {
            assertThat(begun).hasValue(1);
            assertThat(counted("late")).isEqualTo(1);
        });

        for (int round = 0; round < 100; round++) {
            assertThat(sent(explainer, messages(10))).noneMatch(BoundedExplainerTest::isExplained);
        }

        assertThat(begun).as("each of a hundred rounds would have waited").hasValue(1);
        assertThat(counted("late")).isEqualTo(1 + 100 * 10);
        late.complete(Optional.of(messages(1).getFirst().saying("too late")));
        await().untilAsserted(() -> {
            sent(explainer, messages(1));
            assertThat(begun).as("asked again once that has ended").hasValueGreaterThan(1);
        });
    }

    @Test
    void whatTakesLongerThanItsPatienceIsNotSaidThoughItComes() {
        BoundedExplainer explainer = explainer(
                "PT0.02S",
                "PT1S",
                message -> message.eventId().equals("0")
                        ? said(message).onItem().delayIt().by(Duration.ofMillis(100))
                        : said(message));

        assertThat(isExplained(sent(explainer, messages(60)).getFirst())).isFalse();
        assertThat(counted("late")).isPositive();
    }

    @Test
    void withNoPatienceNothingIsAsked() {
        assertThat(sent(explainer("PT0S", "PT1S", BoundedExplainerTest::said), messages(3)))
                .noneMatch(BoundedExplainerTest::isExplained);
        assertThat(begun).hasValue(0);
    }

    @Test
    void aPatienceThatWouldStopTheRelayIsRefused() {
        assertThatThrownBy(() -> explainer("PT2S", "PT0.2S", BoundedExplainerTest::said))
                .hasMessageContaining("outlay.explanation.patience");
        assertThatThrownBy(() -> explainer("PT0.05S", "PT2S", BoundedExplainerTest::said))
                .hasMessageContaining("outlay.explanation.of-a-round");
        assertThatThrownBy(() -> explainer("PT0.004S", "PT0.2S", BoundedExplainerTest::said))
                .hasMessageContaining("outlay.explanation.patience");
    }

    @Test
    void whatIsBeyondAHundredIsSentWithoutBeingAskedAboutAndCounted() {
        List<OutboxMessage> sent =
                sent(explainer("PT1S", "PT1S", message -> Uni.createFrom().item(Optional.empty())), messages(500));

        assertThat(sent).hasSize(500);
        assertThat(counted("unasked")).isEqualTo(400);
        assertThat(counted("none") + counted("late")).isEqualTo(100);
    }

    @Test
    void nobodyIsAskedWhereOthersWaitBehindTheMessages() {
        BoundedExplainer explainer = explainer("PT1S", "PT1S", BoundedExplainerTest::said);
        List<OutboxMessage> messages = messages(500);

        assertThat(explainer.explained(messages, true).await().atMost(Duration.ofSeconds(30)))
                .isEqualTo(messages);
        assertThat(begun).hasValue(0);
        assertThat(counted("unasked")).isEqualTo(500);
    }

    @Test
    void whatNobodyIsAskedAboutIsCountedWithoutBeingRead() {
        AtomicInteger read = new AtomicInteger();
        BoundedExplainer explainer = new BoundedExplainer(
                ofEverySecond(message -> {
                    read.incrementAndGet();
                    return Optional.of(within -> {
                        begun.incrementAndGet();
                        return never();
                    });
                }),
                new Times(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                registry,
                vertx);
        assertThat(explainer.explained(messages(500), true).await().atMost(Duration.ofSeconds(30)))
                .hasSize(500);
        assertThat(read).as("where others wait behind them").hasValue(0);
        assertThat(counted("unasked")).isEqualTo(250);

        sent(explainer, messages(1));
        await().untilAsserted(() -> {
            assertThat(begun).hasValue(1);
            assertThat(counted("late")).isEqualTo(1);
        });
        assertThat(sent(explainer, messages(500))).hasSize(500);

        assertThat(read).as("while one hangs").hasValue(1);
        assertThat(counted("late")).as("as many as would have been asked about").isEqualTo(1 + 100);
        assertThat(counted("unasked")).isEqualTo(250 + 150);
    }

    /** One that knows by what is beside the body that every second message is none of its own. */
    private static Explainer ofEverySecond(Explainer reads) {
        return new Explainer() {
            @Override
            public Optional<Unexplained> unexplained(OutboxMessage message) {
                return reads.unexplained(message);
            }

            @Override
            public boolean concerns(OutboxMessage message) {
                return Integer.parseInt(message.eventId()) % 2 == 0;
            }
        };
    }

    /** In each round anew it takes as long as it may. */
    @Test
    void howeverManyRoundsThereAreMostOfTheTimeIsLeftForSending() {
        AtomicLong allowed = new AtomicLong();
        Explainer slow = message -> Optional.of(within -> {
            allowed.addAndGet(within.toMillis());
            return said(message).onItem().delayIt().by(within);
        });
        BoundedExplainer explainer =
                new BoundedExplainer(slow, new Times(Duration.ofMillis(200), Duration.ofMillis(200)), registry, vertx);
        long begin = System.nanoTime();
        long passed = 0;
        while (passed < 1_500) {
            sent(explainer, messages(100));
            passed = (System.nanoTime() - begin) / 1_000_000;
        }

        assertThat(allowed.get()).isBetween(100L, 200 + 2 * passed * 200 / 1_000);
        assertThat(counted("unasked")).isPositive();
    }

    @Test
    void whatIsAnsweredSoonestIsAskedFirstAndSentInItsPlace() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        Explainer inTurn = message -> Optional.of(turning(Integer.parseInt(message.eventId()) % 3, true, () -> {
            asked.add(message.eventId());
            return said(message);
        }));
        List<OutboxMessage> sent = sent(
                new BoundedExplainer(inTurn, new Times(Duration.ofSeconds(1), Duration.ofSeconds(1)), registry, vertx),
                messages(7));

        assertThat(asked).containsExactly("0", "3", "6", "1", "4", "2", "5");
        assertThat(sent)
                .extracting(OutboxMessage::eventId)
                .containsExactlyElementsOf(
                        messages(7).stream().map(OutboxMessage::eventId).toList());
    }

    @Test
    void whatTookTooLongLatelyIsNotAskedAbout() {
        Explainer partly = message -> Optional.of(turning(0, message.eventId().equals("1"), () -> said(message)));
        List<OutboxMessage> sent = sent(
                new BoundedExplainer(partly, new Times(Duration.ofSeconds(1), Duration.ofSeconds(1)), registry, vertx),
                messages(3));

        assertThat(sent).extracting(BoundedExplainerTest::isExplained).containsExactly(false, true, false);
        assertThat(counted("unasked")).isEqualTo(2);
    }

    @Test
    void whereNoTimeWasLeftToAskItIsLate() {
        sent(explainer("PT1S", "PT1S", message -> Uni.createFrom().failure(new TimeoutException("over"))), messages(3));

        assertThat(List.of(counted("late"), counted("failed"))).containsExactly(3.0, 0.0);
    }

    private static Explainer.Unexplained turning(
            int turn, boolean worthAsking, Supplier<Uni<Optional<OutboxMessage>>> said) {
        return new Explainer.Unexplained() {
            @Override
            public Uni<Optional<OutboxMessage>> explained(Duration within) {
                return said.get();
            }

            @Override
            public int turn() {
                return turn;
            }

            @Override
            public boolean isWorthAsking() {
                return worthAsking;
            }
        };
    }
}
