package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.delivery.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which refusals of a mail server end a delivery. */
class MailAnswerTest {

    private static Outcome outcome(String at, int code, String text) {
        String reply = code + " " + text;
        return MailAnswer.outcome(at + ": " + reply, code, reply);
    }

    @ParameterizedTest
    @CsvSource({
        "recipient address not accepted, 552, 5.2.2 mailbox full",
        "recipient address not accepted, 552, full",
        "recipient address not accepted, 550, 5.2.2 mailbox full",
        "DATA command not accepted, 554, 5.5.1 no valid recipients",
        "sending data failed, 552, 5.3.4 too large",
        "sending data failed, 554, 5.7.1 looks like advertising"
    })
    void aRefusalOfTheMessageIsFinalAndSoIsAFullMailbox(String at, int code, String text) {
        assertThat(outcome(at, code, text))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo("mail-refused"));
    }

    @ParameterizedTest
    @CsvSource({
        "recipient address not accepted, 550, 5.1.1 no such user",
        "recipient address not accepted, 550, no such user",
        "recipient address not accepted, 551, 5.1.6 has moved",
        "recipient address not accepted, 553, 5.1.3 no such name",
        "recipient address not accepted, 556, 5.1.10 takes no mail",
        "recipient address not accepted, 524, 5.2.4 Mailing list expansion problem: <a@b.example>"
    })
    void aRefusalOfTheRecipientHoldsForTheAddress(String at, int code, String text) {
        assertThat(outcome(at, code, text))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Outcome.Refused.ADDRESS));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH PLAIN failed, 535, 5.7.8 bad credentials",
        "AUTH PLAIN failed, 534, 5.7.9 mechanism too weak",
        "AUTH PLAIN failed, 538, 5.7.11 encryption required",
        "AUTH PLAIN failed, 550, 5.7.1 blocked",
        "got error response, 554, 5.3.2 not now",
        "HELO failed., 550, who are you",
        "sender address not accepted, 530, 5.7.0 authentication required",
        "sender address not accepted, 550, 5.1.8 bad sender",
        "sender address not accepted, 553, 5.7.1 not owned by user",
        "recipient address not accepted, 530, 5.7.0 authentication required",
        "recipient address not accepted, 554, 5.7.1 relay access denied",
        "recipient address not accepted, 503, 5.5.1 bad sequence",
        "what a later version may say, 550, 5.1.1 no such user"
    })
    void aRefusalOfTheServerItselfIsTriedAgain(String at, int code, String text) {
        assertThat(outcome(at, code, text))
                .isInstanceOfSatisfying(Outcome.TryLater.class, later -> assertThat(later.reason())
                        .isEqualTo("mail-server-refuses"));
    }

    @ParameterizedTest
    @CsvSource({
        "STARTTLS failed, 454, 4.7.0 no TLS at the moment",
        "recipient address not accepted, 450, 4.2.1 busy",
        "sending data failed, 452, 4.3.1 no room"
    })
    void whatPassesByItselfIsTriedAgain(String at, int code, String text) {
        assertThat(outcome(at, code, text))
                .isInstanceOfSatisfying(Outcome.TryLater.class, later -> assertThat(later.reason())
                        .isEqualTo("mail-put-off"));
    }
}
