package dev.outlay.alert.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.conformance.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found of a receiver by what it answers. */
class FindingTest {

    private static final List<TriedCase> TAKES_GOOD_ONES =
            List.of(tried(ConformanceCase.SIGNED, Finding.passed(), Optional.of(204)));
    private static final List<TriedCase> REFUSES_GOOD_ONES =
            List.of(tried(ConformanceCase.SIGNED, Finding.failed("HTTP 400"), Optional.of(400)));

    private static TriedCase tried(ConformanceCase of, Finding finding, Optional<Integer> status) {
        SentMessage message = new SentMessage(UUID.randomUUID(), Instant.EPOCH, 1, 1, status, Optional.empty(), 1, "");
        return new TriedCase(of, finding, List.of(message));
    }

    private static List<Heard> answers(String statuses) {
        return Arrays.stream(statuses.split(" "))
                .map(each -> each.startsWith("-")
                        ? Heard.nothing(each.substring(1), "")
                        : Heard.answer(
                                Integer.parseInt(each.replace("+", "")),
                                each.endsWith("+") ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                                ""))
                .toList();
    }

    /** A sign behind a status is a {@code Retry-After}, one before a word that there was no answer. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "SIGNED, 200, Passed, none",
                "SIGNED, 204, Passed, none",
                "SIGNED, 302, Failed, HTTP 302",
                "SIGNED, 400, Failed, HTTP 400",
                "SIGNED, 410, Failed, HTTP 410",
                "SIGNED, 503, Failed, HTTP 503",
                "SIGNED, 503+, NotApplicable, asks-to-be-left-alone",
                "SIGNED, 429, NotApplicable, asks-to-be-left-alone",
                "SIGNED, -timeout, Failed, timeout",
                "DUPLICATE, 200 200, Passed, none",
                "DUPLICATE, 200 500, Failed, HTTP 500 to message 2",
                "DUPLICATE, 409 200, Failed, HTTP 409 to message 1",
                "DUPLICATE, 200 -timeout, Failed, timeout to message 2",
                "WRONG_SIGNATURE, 400, Passed, none",
                "WRONG_SIGNATURE, 401, Passed, none",
                "WRONG_SIGNATURE, 200, Failed, HTTP 200",
                "WRONG_SIGNATURE, 302, Failed, HTTP 302",
                "WRONG_SIGNATURE, 410, Failed, HTTP 410",
                "WRONG_SIGNATURE, 500, Failed, HTTP 500",
                "LATE, -unreachable, Failed, unreachable",
                "LATE, 429, NotApplicable, asks-to-be-left-alone"
            })
    void whatIsExpectedHasPassedAndNothingElse(ConformanceCase of, String answers, String verdict, String reason) {
        Finding finding = Finding.of(of, answers(answers), of == ConformanceCase.SIGNED ? List.of() : TAKES_GOOD_ONES);

        assertThat(finding.verdict().word()).isEqualTo(verdict);
        assertThat(finding.reason()).isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void aReceiverThatRefusesGoodMessagesHasPassedNothingByRefusingBadOnes() {
        Finding finding = Finding.of(ConformanceCase.LATE, answers("400"), REFUSES_GOOD_ONES);

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(finding.reason()).contains("refuses-good-messages");
        assertThat(Finding.of(ConformanceCase.LATE, answers("200"), REFUSES_GOOD_ONES)
                        .verdict())
                .as("that it takes a bad one it has shown all the same")
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void whereNobodyAnswersOrIsGoneOrWantsNothingNowNothingMoreIsSent() {
        assertThat(Finding.needless(TAKES_GOOD_ONES)).isEmpty();
        assertThat(Finding.needless(REFUSES_GOOD_ONES)).isEmpty();
        assertThat(needless(tried(ConformanceCase.SIGNED, Finding.failed("timeout"), Optional.empty())))
                .isEqualTo("nobody-answers");
        assertThat(needless(tried(ConformanceCase.SIGNED, Finding.failed("HTTP 410"), Optional.of(410))))
                .isEqualTo("gone");
        Finding leftAlone = Finding.of(ConformanceCase.EARLY, answers("429"), TAKES_GOOD_ONES);
        assertThat(needless(tried(ConformanceCase.EARLY, leftAlone, Optional.of(429))))
                .isEqualTo("asks-to-be-left-alone");
        assertThat(Finding.needless(List.of(tried(ConformanceCase.LATE, Finding.failed("HTTP 410"), Optional.of(410)))))
                .as("to one bad message it says more than it ought to, and that is all")
                .isEmpty();
    }

    private static String needless(TriedCase only) {
        return Finding.needless(List.of(only)).flatMap(Finding::reason).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "asks-to-be-left-alone, NotApplicable",
        "not-signed, NotApplicable",
        "refuses-good-messages, NotApplicable",
        "gone, NotApplicable",
        "no-earlier-key, Passed",
        "key-in-use, Passed"
    })
    void whatWasNotTriedForTheReceiversSakeLeavesOpenWhetherItPasses(String reason, String result) {
        TriedCase untried = new TriedCase(ConformanceCase.RETIRED_KEY, Finding.notApplicable(reason), List.of());

        assertThat(Finding.ofAll(List.of(TAKES_GOOD_ONES.getFirst(), untried)).word())
                .isEqualTo(result);
    }

    @Test
    void aReceiverHasPassedWhenItTakesGoodMessagesAndNothingHasFailed() {
        TriedCase untried =
                new TriedCase(ConformanceCase.RETIRED_KEY, Finding.notApplicable("no-earlier-key"), List.of());
        assertThat(Finding.ofAll(List.of(TAKES_GOOD_ONES.getFirst(), untried))).isEqualTo(Verdict.PASSED);
        assertThat(Finding.ofAll(List.of(untried))).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(Finding.ofAll(List.of(TAKES_GOOD_ONES.getFirst(), REFUSES_GOOD_ONES.getFirst())))
                .isEqualTo(Verdict.FAILED);
    }
}
