package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server's refusals do to deliveries: over a real connection, through the mailer as it is. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@QuarkusTestResource(value = ScriptedRelay.class, restrictToAnnotatedClass = true)
class MailRelayTest {

    private final Outlay outlay = new Outlay();

    @Inject
    MovableClock clock;

    /** The server's answers, as {@link ScriptedRelay} reads them. */
    Map<String, String> script = Map.of();

    @AfterEach
    void close() {
        script.clear();
        outlay.close();
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, 554 5.3.2 no service for you",
        "greeting, 421 4.3.2 closing",
        "AUTH, 535 5.7.8 bad credentials",
        "AUTH, 534 5.7.9 mechanism too weak",
        "AUTH, 538 5.7.11 encryption required",
        "AUTH, 454 4.7.0 not at the moment",
        "MAIL, 530 5.7.0 authentication required",
        "MAIL, 550 5.1.8 bad sender",
        "RCPT, 554 5.7.1 relay access denied",
        "RCPT, 450 4.2.1 busy",
        "., 451 4.3.0 broken here"
    })
    void aServerThatTakesNothingNowIsTriedAgainAndGetsTheMailWhenItIsMended(String at, String answer) {
        script.put(at, answer);
        Crossings crossing = Crossings.crossing().emails(Crossings.address());
        outlay.tell(crossing);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(outlay.states(crossing.id()))
                .singleElement()
                .asString()
                .startsWith("email Pending mail-"));
        script.clear();
        clock.moveOn(Duration.ofSeconds(10));
        outlay.awaitStates(crossing, "email Delivered");
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 552 5.2.2 no room for it",
        "DATA, 554 5.5.1 no valid recipients",
        "DATA, 552 5.2.2 no room for it",
        "., 552 5.3.4 too large"
    })
    void aRefusalOfTheMessageEndsTheDelivery(String at, String answer) {
        script.put(at, answer);
        Crossings crossing = Crossings.crossing().emails(Crossings.address());
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Refused mail-refused");
        assertThat(outlay.sql("select detail from delivery d join delivery_alert a on a.delivery_id = d.id"
                        + " where a.alert_id = '" + crossing.id() + "'"))
                .singleElement()
                .asString()
                .contains(answer);
    }

    @Test
    void thereIsAConnectionForEveryMessageThatMayBeOnItsWay() {
        assertThat(Outlay.config("outlay.mail.concurrency")).isEqualTo("12");
        assertThat(Outlay.config("quarkus.mailer.max-pool-size")).isEqualTo("12");
    }
}
