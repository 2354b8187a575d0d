package dev.outlay.alert.conformance;

import java.util.List;
import java.util.Optional;

/**
 * What is found of a case.
 *
 * @param reason for programs: why it has not passed; for a case that has, nothing
 */
public record Finding(Verdict verdict, Optional<String> reason) {

    /** Whether a receiver does as it ought to. */
    public enum Verdict {
        /** It does. */
        PASSED("Passed"),
        /** It does not. */
        FAILED("Failed"),
        /** It cannot be said. */
        NOT_APPLICABLE("NotApplicable");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As it is written and kept. */
        public String word() {
            return word;
        }

        static Verdict ofWord(String word) {
            for (Verdict verdict : values()) {
                if (verdict.word.equals(word)) {
                    return verdict;
                }
            }
            throw new IllegalStateException("no verdict: " + word);
        }
    }

    static final String NO_KEY = "not-signed";
    static final String NO_EARLIER_KEY = "no-earlier-key";
    static final String KEY_IN_USE = "key-in-use";
    static final String REFUSES_ALL = "refuses-good-messages";
    static final String LEFT_ALONE = "asks-to-be-left-alone";
    static final String NOBODY_ANSWERS = "nobody-answers";
    static final String GONE = "gone";

    private static final Finding PASSED = new Finding(Verdict.PASSED, Optional.empty());

    static Finding passed() {
        return PASSED;
    }

    static Finding failed(String reason) {
        return new Finding(Verdict.FAILED, Optional.of(reason));
    }

    static Finding notApplicable(String reason) {
        return new Finding(Verdict.NOT_APPLICABLE, Optional.of(reason));
    }

    /**
     * Judges what was answered to the messages of a case. A receiver that refuses good messages has shown nothing by refusing a bad one.
     *
     * @param heard as far as messages were sent, in their order; at least one
     * @param done  the cases before it
     */
    static Finding of(ConformanceCase tried, List<Heard> heard, List<TriedCase> done) {
        if (heard.stream().anyMatch(Heard::leaveAlone)) {
            return notApplicable(LEFT_ALONE);
        }
        return switch (tried.expected()) {
            case TAKEN -> heard.stream().allMatch(Heard::isTaken) ? passed() : failed(first(heard));
            case REFUSED -> {
                if (!heard.stream().allMatch(Heard::isRefused)) {
                    yield failed(heard.getFirst().word());
                }
                yield takesGoodOnes(done) ? passed() : notApplicable(REFUSES_ALL);
            }
        };
    }

    /** The first answer that is not as it ought to be, and to which message where there are several. */
    private static String first(List<Heard> heard) {
        for (int each = 0; each < heard.size(); each++) {
            if (!heard.get(each).isTaken()) {
                String which = heard.size() == 1 && each == 0 ? "" : " to message " + (each + 1);
                return heard.get(each).word() + which;
            }
        }
        return "";
    }

    private static boolean takesGoodOnes(List<TriedCase> done) {
        return done.stream()
                .anyMatch(each ->
                        each.of() == ConformanceCase.SIGNED && each.finding().verdict() == Verdict.PASSED);
    }

    /** Whether it says nothing against the receiver that this case was not tried: it is about the webhook's keys, and nothing that the receiver could do would change it. */
    private boolean leavesNothingOpen() {
        return verdict == Verdict.PASSED
                || reason.filter(why -> why.equals(NO_EARLIER_KEY) || why.equals(KEY_IN_USE))
                        .isPresent();
    }

    /**
     * What is found of a receiver that was tried with these. It has passed when it takes good messages and nothing is left open: one that has shown nothing but refusals has not, and neither has one of which most
     * was not tried.
     */
    static Verdict ofAll(List<TriedCase> done) {
        if (done.stream().anyMatch(each -> each.finding().verdict() == Verdict.FAILED)) {
            return Verdict.FAILED;
        }
        boolean nothingOpen = done.stream().map(TriedCase::finding).allMatch(Finding::leavesNothingOpen);
        return takesGoodOnes(done) && nothingOpen ? Verdict.PASSED : Verdict.NOT_APPLICABLE;
    }

    /**
     * Why no other case is worth a message: nobody is there, or whoever is wants none now. Empty where they are tried.
     */
    static Optional<Finding> needless(List<TriedCase> done) {
        for (TriedCase each : done) {
            String reason = each.finding().reason().orElse("");
            if (reason.equals(LEFT_ALONE) || reason.equals(NOBODY_ANSWERS) || reason.equals(GONE)) {
                return Optional.of(notApplicable(reason));
            }
            if (each.of() == ConformanceCase.SIGNED && each.isUnanswered()) {
                return Optional.of(notApplicable(NOBODY_ANSWERS));
            }
            if (each.of() == ConformanceCase.SIGNED && each.says(410)) {
                return Optional.of(notApplicable(GONE));
            }
        }
        return Optional.empty();
    }
}
