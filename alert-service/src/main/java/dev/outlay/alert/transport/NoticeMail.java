package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Notice;
import dev.outlay.alert.delivery.Notices;
import dev.outlay.alert.settings.Settings;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends notices as plain text. The Message-ID is made of the notice's, so that a repetition can be told. */
@ApplicationScoped
class NoticeMail implements Notices {

    private final ReactiveMailer mailer;
    private final Settings settings;

    NoticeMail(ReactiveMailer mailer, Settings settings) {
        this.mailer = mailer;
        this.settings = settings;
    }

    @Override
    public Uni<Void> send(Notice notice) {
        return mailer.send(Mail.withText(notice.address(), oneLine(notice.subject()), notice.text())
                        .setFrom(settings.mail().from())
                        .addHeader(
                                "Message-ID",
                                "<" + notice.id() + "@" + domain(settings.mail().from()) + ">")
                        .addHeader("Auto-Submitted", "auto-generated"))
                .ifNoItem()
                .after(settings.mail().timeout())
                .fail();
    }

    private static String domain(String from) {
        String address = from.endsWith(">") ? from.substring(0, from.length() - 1) : from;
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
