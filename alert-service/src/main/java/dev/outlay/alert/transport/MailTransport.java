package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.delivery.Transport;
import dev.outlay.alert.settings.Settings;
import io.quarkus.mailer.Mail;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tells an alert by mail: one message for each recipient, as text and HTML, every attempt the same. */
@ApplicationScoped
class MailTransport implements Transport {

    private final MailSender sender;
    private final PublicLinks links;
    private final String publicUrl;

    MailTransport(MailSender sender, PublicLinks links, Settings settings) {
        this.sender = sender;
        this.links = links;
        this.publicUrl = settings.publicUrl().orElse("").replaceAll("/+$", "");
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
        Optional<String> unsubscribe = links.unsubscribe(parcel);
        AlertMail mail =
                AlertMail.of(parcel, publicUrl, links.acknowledge(parcel).orElse(""), unsubscribe.orElse(""));
        return Templates.alertText(mail)
                .createUni()
                .chain(text -> Templates.alertHtml(mail).createUni().map(html -> message(parcel, mail, text, html)))
                .chain(message -> sender.send(message, MailHeaders.of(parcel, sender.domain(), unsubscribe)));
    }

    private static Mail message(Parcel parcel, AlertMail mail, String text, String html) {
        return Mail.withHtml(parcel.target(), TestMark.ofSubject(parcel, mail.subject()), TestMark.ofHtml(parcel, html))
                .setText(TestMark.ofText(parcel, text));
    }
}
