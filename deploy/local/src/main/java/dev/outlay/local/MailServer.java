package dev.outlay.local;

import com.icegreen.greenmail.store.FolderException;
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
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An SMTP server on 127.0.0.1 that takes every mail for anybody and keeps it in memory. It delivers nothing to the outside. */
public final class MailServer implements AutoCloseable {
    private final GreenMail greenMail;

    private MailServer(GreenMail greenMail) {
        this.greenMail = greenMail;
    }

    /** Starts on {@code smtpPort}; 0 for a free one. */
    public static MailServer start(int smtpPort) {
        ServerSetup setup = new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        GreenMail greenMail = new GreenMail(setup);
        greenMail.start();
        return new MailServer(greenMail);
    }

    /** The port it listens on. */
    public int smtpPort() {
        return greenMail.getSmtp().getPort();
    }

    /** Every mail received since the start or the last {@link #clear()}, oldest first. */
    public List<ReceivedMail> messages() {
        MimeMessage[] messages = greenMail.getReceivedMessages();
        return IntStream.range(0, messages.length)
                .mapToObj(index -> read(Integer.toString(index + 1), messages[index]))
                .toList();
    }

    /** Forgets every mail. */
    public void clear() {
        try {
            greenMail.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException("Cannot empty the mailboxes", e);
        }
    }

    /** Stops; what was received is lost. */
    @Override
    public void close() {
        greenMail.stop();
    }

    private static ReceivedMail read(String id, MimeMessage message) {
        try {
            Date received = message.getReceivedDate();
            Map<String, String> headers = headers(message);
            return new ReceivedMail(
                    id,
                    received == null ? Instant.EPOCH : received.toInstant(),
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
