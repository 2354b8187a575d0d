package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.settings.Settings;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** Hands one message to the mail server. What a refusal means is {@link MailAnswer}'s to say. */
@ApplicationScoped
class MailSender {

    private final ReactiveMailer mailer;
    private final Settings settings;
    private final String domain;

    MailSender(ReactiveMailer mailer, Settings settings) {
        this.mailer = mailer;
        this.settings = settings;
        this.domain = domain(settings.mail().from());
    }

    /** The domain of an address, which may stand behind a name. */
    static String domain(String from) {
        String address = from.endsWith(">") ? from.substring(0, from.length() - 1) : from;
        int at = address.lastIndexOf('@');
        return at < 0 ? "localhost" : address.substring(at + 1);
    }

    /** The domain of the sender, which message ids have. */
    String domain() {
        return domain;
    }

    /** Sends once, from the configured sender; what cannot be delivered later comes back to the address for that. */
    Uni<Outcome> send(Mail mail, Map<String, String> headers) {
        headers.forEach(mail::addHeader);
        settings.mail().bouncesTo().ifPresent(mail::setBounceAddress);
        Duration timeout = settings.mail().timeout();
        return mailer.send(mail.setFrom(settings.mail().from()))
                .<Outcome>replaceWith(new Outcome.Accepted())
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(() -> new Outcome.TryLater(
                        "timeout", "the mail server took longer than " + timeout.toMillis() + " ms"))
                .onFailure()
                .recoverWithItem(MailSender::notSent);
    }

    private static Outcome notSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException answer) {
                return MailAnswer.outcome(
                        String.valueOf(answer.getMessage()),
                        answer.getReplyCode(),
                        String.valueOf(answer.getReplyMessage()));
            }
        }
        return new Outcome.TryLater("mail-server-unreachable", String.valueOf(failure.getMessage()));
    }
}
