package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Notice;
import dev.outlay.alert.delivery.Notices;
import dev.outlay.alert.delivery.Outcome;
import io.quarkus.mailer.Mail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Sends notices as plain text. The Message-ID is made of the notice's, so that a repetition can be told. */
@ApplicationScoped
class NoticeMail implements Notices {

    private final MailSender sender;

    NoticeMail(MailSender sender) {
        this.sender = sender;
    }

    @Override
    public Uni<Void> send(Notice notice) {
        Map<String, String> headers = Map.of(
                "Message-ID", "<" + notice.id() + "@" + sender.domain() + ">", "Auto-Submitted", "auto-generated");
        return sender.send(Mail.withText(notice.address(), oneLine(notice.subject()), notice.text()), headers)
                .invoke(NoticeMail::requireAccepted)
                .replaceWithVoid();
    }

    /** What the server answered names the address, and stays out of what is logged. */
    private static void requireAccepted(Outcome outcome) {
        Optional<String> reason =
                switch (outcome) {
                    case Outcome.Accepted ignored -> Optional.empty();
                    case Outcome.TryLater later -> Optional.of(later.reason());
                    case Outcome.Refused refused -> Optional.of(refused.reason());
                };
        reason.ifPresent(why -> {
            throw new IllegalStateException("The notice was not taken: " + why);
        });
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
