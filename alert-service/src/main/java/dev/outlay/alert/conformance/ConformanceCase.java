package dev.outlay.alert.conformance;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a receiver is tried with, in this order. Source: docs/webhooks.md, which has a heading for each; the tolerance of five minutes is that of Standard Webhooks.
 */
public enum ConformanceCase {
    /** A good message. */
    SIGNED(
            "signed",
            Expected.TAKEN,
            "A message that is signed as every one to this webhook.",
            "Take it with 2xx within the time that an attempt may take: verify over the bytes of the body as they came, store it, answer, and work on it afterwards."),
    /** A forged message. */
    WRONG_SIGNATURE(
            "wrong-signature",
            Expected.REFUSED,
            "A message that is signed with a key that nobody has.",
            "Verify webhook-signature before anything else, in constant time, and answer 400 or 401 when none of the signatures is right."),
    /** An old message that somebody sends again. */
    LATE(
            "late",
            Expected.REFUSED,
            "A message whose signature is right and whose webhook-timestamp is ten minutes ago.",
            "Compare webhook-timestamp with your clock, and answer 400 when it is more than five minutes away, though the signature is right."),
    /** A message from the future, which could be sent again until then. */
    EARLY(
            "early",
            Expected.REFUSED,
            "A message whose signature is right and whose webhook-timestamp is in ten minutes.",
            "Look at both directions: answer 400 when webhook-timestamp is more than five minutes ahead of your clock as well."),
    /** The same message twice. */
    DUPLICATE(
            "duplicate",
            Expected.TAKEN,
            "A message and, once more, the same with its webhook-id and its bytes.",
            "Keep the ids that you have seen, and answer 2xx to one that comes again without doing anything. Any other answer has it sent for three days."),
    /** Messages out of order. */
    REORDERED(
            "reordered",
            Expected.TAKEN,
            "Two messages about one budget, of which the second was crossed an hour before the first.",
            "Take what comes later and was crossed earlier with 2xx, and order by crossedAt, not by arrival."),
    /** A message as large as receivers are told to allow. */
    OVERSIZE(
            "oversize",
            Expected.TAKEN,
            "A message as large as you are to allow: a digest of almost 1 MiB in Outlay's own form, one alert with the longest names in one of Azure's.",
            "Allow bodies of 1 MiB (of 16 KiB in Azure's forms), at your server and at every proxy before it."),
    /** What comes while a key is changed. */
    ROTATED_KEY(
            "rotated-key",
            Expected.TAKEN,
            "A message as during a rotation: signed with a key that you do not have yet and, after that, with those that you have.",
            "Split webhook-signature at spaces, try each signature, and take the message when one of them is right."),
    /** What is signed with a key that is not used any more. */
    RETIRED_KEY(
            "retired-key",
            Expected.REFUSED,
            "A message that is signed with the webhook's earlier key alone, whose overlap is over.",
            "Forget the earlier key when the overlap of a rotation is over, and answer 400 to what only it has signed.");

    /** What a receiver ought to answer. */
    public enum Expected {
        /** To every message. */
        TAKEN("2xx"),
        /** 410 would say that it takes nothing any more, and a server error that it is worth trying again. */
        REFUSED("4xx");

        private final String word;

        Expected(String word) {
            this.word = word;
        }

        /** The statuses, as people write them. */
        public String word() {
            return word;
        }
    }

    private final String word;
    private final Expected expected;
    private final String sent;
    private final String advice;

    ConformanceCase(String word, Expected expected, String sent, String advice) {
        this.word = word;
        this.expected = expected;
        this.sent = sent;
        this.advice = advice;
    }

    /** Its name for programs, and the heading in the documentation. */
    public String word() {
        return word;
    }

    /** What it ought to be answered with. */
    public Expected expected() {
        return expected;
    }

    /** What is sent, in a sentence. */
    public String sent() {
        return sent;
    }

    /** What to do where it has failed. */
    public String advice() {
        return advice;
    }

    /** Where the documentation speaks of it, from the root of the repository. */
    public String documentation() {
        return "docs/webhooks.md#" + word;
    }

    /** The case with this name. */
    static Optional<ConformanceCase> ofWord(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
