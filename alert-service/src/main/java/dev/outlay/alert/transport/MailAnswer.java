package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Outcome;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an answer of the mail server means. Only a refusal of the recipient or of the message is final; that of the recipient
 * holds for other messages to the address as well. A server that
 * takes nothing at all (a password that was changed, a sender it does not let speak, a greeting of 554) refuses every
 * mail of that time, and would refuse none of them once its settings are mended: that is tried again. Source: RFC 5321
 * section 4.3.2, RFC 4954 section 6, RFC 3463.
 */
final class MailAnswer {

    /** How the mail client begins what it says of an answer to RCPT. */
    private static final String TO_RECIPIENT = "recipient address not accepted";

    /** How it begins what it says of an answer to DATA, and of one to the message itself. */
    private static final Set<String> TO_MESSAGE = Set.of("DATA command not accepted", "sending data failed");

    /**
     * No such mailbox, not here, too large, no such name, failed, takes no mail; an address that cannot be one; and OpenSMTPD's
     * for a mailbox that there is not in a virtual domain.
     */
    private static final Set<Integer> FINAL = Set.of(501, 524, 550, 551, 552, 553, 554, 556);

    /**
     * To RCPT "security or policy" means most often that this server does not relay for us: nothing of the recipient.
     */
    private static final Pattern POLICY = Pattern.compile("5[0-9]{2}[ -]5\\.7\\.[0-9]+.*", Pattern.DOTALL);

    /** A mailbox that is full takes mail again when somebody has read it: that ends this mail and says nothing of others. */
    private static final Pattern FULL = Pattern.compile("5[0-9]{2}[ -]5\\.2\\.2.*", Pattern.DOTALL);

    private MailAnswer() {}

    /**
     * Reads an answer that was not a yes.
     *
     * @param said  what the mail client says: at what it was refused, and the answer
     * @param code  the answer's code
     * @param reply the answer's first line
     */
    static Outcome outcome(String said, int code, String reply) {
        if (code < 500) {
            return new Outcome.TryLater("mail-put-off", said);
        }
        boolean ofRecipient =
                said.startsWith(TO_RECIPIENT) && !POLICY.matcher(reply).matches();
        boolean ofMessage = TO_MESSAGE.stream().anyMatch(said::startsWith);
        if (!FINAL.contains(code) || !(ofRecipient || ofMessage)) {
            return new Outcome.TryLater("mail-server-refuses", said);
        }
        boolean isFull = code == 552 || FULL.matcher(reply).matches();
        return new Outcome.Refused(ofRecipient && !isFull ? Outcome.Refused.ADDRESS : "mail-refused", said);
    }
}
