package dev.outlay.local;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server, on 127.0.0.1 unless it is told otherwise, that takes every mail for anybody and keeps the newest of them. It delivers nothing to the outside.
 */
public final class MailServer implements AutoCloseable {
    private final GreenMail greenMail;
    private final ArrivalLog<ReceivedMail> received;

    private MailServer(GreenMail greenMail, ArrivalLog<ReceivedMail> received) {
        this.greenMail = greenMail;
        this.received = received;
    }

    /** Starts on {@code smtpPort} (0 for a free one), with mails in memory. */
    public static MailServer start(int smtpPort) {
        return start(smtpPort, null);
    }

    /**
     * Starts on {@code smtpPort}.
     *
     * @param smtpPort 0 for a free one
     * @param file keeps the mails for the next start; null for memory alone
     */
    public static MailServer start(int smtpPort, @Nullable Path file) {
        return start("127.0.0.1", smtpPort, file);
    }

    /**
     * The same on another address: in a container nobody reaches 127.0.0.1.
     *
     * @param host the address to listen on
     */
    public static MailServer start(String host, int smtpPort, @Nullable Path file) {
        ServerSetup setup = new ServerSetup(smtpPort, host, ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        GreenMail greenMail = new GreenMail(setup);
        MailServer server = new MailServer(greenMail, new ArrivalLog<>(ReceivedMail.class, file));
        greenMail.getUserManager().setMessageDeliveryHandler((mail, recipient) -> {
            server.take(mail.getMessage());
            return new NoMailbox(recipient.getEmail());
        });
        greenMail.start();
        return server;
    }

    /** The port it listens on. */
    public int smtpPort() {
        return greenMail.getSmtp().getPort();
    }

    /** The newest mails, oldest first. */
    public List<ReceivedMail> messages() {
        return received.oldestFirst();
    }

    /** Forgets every mail. */
    public void clear() {
        received.clear();
    }

    /** Stops; mails that are in memory alone are lost. */
    @Override
    public void close() {
        greenMail.stop();
    }

    private void take(MimeMessage message) {
        // The mail library looks for its readers in the class loader of the thread, which may be that of whoever
        // started this server.
        Thread.currentThread().setContextClassLoader(MailServer.class.getClassLoader());
        received.add(id -> read(id, message));
    }

    private static ReceivedMail read(String id, MimeMessage message) {
        try {
            Map<String, String> headers = headers(message);
            return new ReceivedMail(
                    id,
                    Clock.systemUTC().instant(),
                    headers.getOrDefault("From", ""),
                    recipients(message),
                    headers.getOrDefault("Subject", ""),
                    headers,
                    part(message, "text/plain"),
                    part(message, "text/html"));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("Cannot read mail " + id, e);
        }
    }

    private static List<String> recipients(MimeMessage message) throws MessagingException {
        Address[] recipients = message.getAllRecipients();
        return recipients == null
                ? List.of()
                : Stream.of(recipients).map(Address::toString).toList();
    }

    private static Map<String, String> headers(MimeMessage message) throws MessagingException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.putIfAbsent(header.getName(), decoded(header.getValue()));
        }
        return Collections.unmodifiableMap(headers);
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (UnsupportedEncodingException e) {
            return value;
        }
    }

    private static @Nullable String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (!part.isMimeType("multipart/*")) {
            return null;
        }
        Multipart parts = (Multipart) part.getContent();
        for (int index = 0; index < parts.getCount(); index++) {
            String found = part(parts.getBodyPart(index), type);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
