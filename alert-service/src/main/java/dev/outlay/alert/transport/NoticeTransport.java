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
import java.util.Map;

/** Tells the operator by mail of alerts that an address does not hear, because the mail server refuses it. In English. */
@ApplicationScoped
class NoticeTransport implements Transport {

    private final MailSender sender;
    private final String publicUrl;

    NoticeTransport(MailSender sender, Settings settings) {
        this.sender = sender;
        this.publicUrl = settings.publicUrl().orElse("").replaceAll("/+$", "");
    }

    /** The templates under {@code templates/NoticeTransport}. */
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance refused(AlertMail mail, String address);

        private Templates() {}
    }

    @Override
    public String kind() {
        return "notice";
    }

    @Override
    public Uni<Outcome> send(Parcel parcel) {
        AlertMail mail = AlertMail.inEnglish(parcel, publicUrl);
        return Templates.refused(mail, parcel.receiver())
                .createUni()
                .chain(text -> sender.send(
                        Mail.withText(
                                parcel.target(),
                                "Mail to " + parcel.receiver() + " is refused: alerts are not heard there",
                                text),
                        Map.of(
                                "Message-ID",
                                "<" + parcel.id() + "@" + sender.domain() + ">",
                                "Auto-Submitted",
                                "auto-generated")));
    }
}
