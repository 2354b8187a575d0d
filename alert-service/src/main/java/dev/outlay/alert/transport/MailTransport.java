package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.delivery.Transport;
import dev.outlay.alert.settings.Settings;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Sends one message for each recipient, as text and HTML. Its Message-ID is made of the delivery's id, so that a
 * repetition can be told. What a refusal means is {@link MailAnswer}'s to say.
 */
@ApplicationScoped
class MailTransport implements Transport {

    private final ReactiveMailer mailer;
    private final Settings settings;
    private final String domain;
    private final String publicUrl;

    MailTransport(ReactiveMailer mailer, Settings settings) {
        this.mailer = mailer;
        this.settings = settings;
        this.domain = domain(settings.mail().from());
        this.publicUrl = settings.publicUrl().orElse("").replaceAll("/+$", "");
    }

    private static String domain(String from) {
        String address = from.endsWith(">") ? from.substring(0, from.length() - 1) : from;
        int at = address.lastIndexOf('@');
        return at < 0 ? "localhost" : address.substring(at + 1);
    }

    /** The templates under {@code templates/MailTransport}. */
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance alertText(AlertMail mail);

        static native TemplateInstance alertHtml(AlertMail mail);

        private Templates() {}
    }

    @Override
    public String kind() {
        return "email";
    }

    @Override
    public Uni<Outcome> send(Parcel parcel) {
        AlertMail mail = AlertMail.of(parcel, publicUrl);
        Duration timeout = settings.mail().timeout();
        return Templates.alertText(mail)
                .createUni()
                .chain(text -> Templates.alertHtml(mail).createUni().map(html -> message(parcel, mail, text, html)))
                .chain(message -> mailer.send(message))
                .<Outcome>replaceWith(new Outcome.Accepted())
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(() -> new Outcome.TryLater(
                        "timeout", "the mail server took longer than " + timeout.toMillis() + " ms"))
                .onFailure()
                .recoverWithItem(MailTransport::notSent);
    }

    private Mail message(Parcel parcel, AlertMail mail, String text, String html) {
        return Mail.withHtml(parcel.target(), mail.subject(), html)
                .setText(text)
                .setFrom(settings.mail().from())
                .addHeader("Message-ID", "<" + parcel.id() + "@" + domain + ">")
                .addHeader("Auto-Submitted", "auto-generated");
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
