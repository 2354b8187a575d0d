package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Mail passes a mail server that people run, into a mailbox in which they read it. Only where OpenSMTPD is installed. */
@Tag("full")
@EnabledIf("dev.outlay.alert.running.OpenSmtpd#isHere")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@QuarkusTestResource(value = OpenSmtpd.class, restrictToAnnotatedClass = true)
class RealMtaTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Outlay outlay = new Outlay();

    @AfterEach
    void close() {
        outlay.close();
    }

    private static String address(String domain) {
        return "someone-" + UUID.randomUUID() + "@" + domain;
    }

    private static List<Path> mailbox(String address) throws IOException {
        Path folder = Path.of(Outlay.config("test.maildirs"), address, "new");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> mails = Files.list(folder)) {
            return mails.toList();
        }
    }

    private static MimeMessage read(Path file) throws Exception {
        // The mail library looks for its readers in the class loader of the thread.
        Thread.currentThread().setContextClassLoader(MimeMessage.class.getClassLoader());
        try (InputStream in = Files.newInputStream(file)) {
            return new MimeMessage(Session.getInstance(new Properties()), in);
        }
    }

    private static String part(Multipart parts, String type) throws Exception {
        for (int at = 0; at < parts.getCount(); at++) {
            BodyPart part = parts.getBodyPart(at);
            if (part.isMimeType(type)) {
                return part.getContent().toString();
            }
            if (part.getContent() instanceof Multipart inner) {
                return part(inner, type);
            }
        }
        return "";
    }

    private static String header(MimeMessage mail, String name) throws Exception {
        return String.join(" and ", mail.getHeader(name)).replaceAll("\r?\n[ \t]+", " ");
    }

    @Test
    void anAlertArrivesInTheMailboxAsItWasMeant() throws Exception {
        String address = address("inbox.example");
        Crossings crossing = Crossings.crossing().emails(address).locale("ru-ru");
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");
        await().atMost(SOON).untilAsserted(() -> assertThat(mailbox(address)).hasSize(1));

        MimeMessage mail = read(mailbox(address).getFirst());
        String delivery = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        String thread = "<" + crossing.data().at("/budget/uuid").textValue() + ".2026-11-01@outlay.example>";
        assertThat(mail.getSubject()).startsWith("Бюджет alpine-monthly: израсходовано ");
        assertThat(header(mail, "From")).isEqualTo("Outlay <alerts@outlay.example>");
        assertThat(header(mail, "To")).isEqualTo(address);
        assertThat(header(mail, "Return-Path")).isEqualTo("<bounces@outlay.example>");
        assertThat(header(mail, "Message-ID")).isEqualTo("<" + delivery + "@outlay.example>");
        assertThat(header(mail, "In-Reply-To")).isEqualTo(thread);
        assertThat(header(mail, "References")).isEqualTo(thread);
        assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(header(mail, "List-Unsubscribe"))
                .matches("<https://outlay\\.example/v1/unsubscribe/[A-Za-z0-9_-]{76}>");
        assertThat(header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(header(mail, "Received")).contains("mx.inbox.example", "OpenSMTPD");
        Multipart parts = (Multipart) mail.getContent();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(part(parts, "text/plain")).contains("Вы получили это сообщение", "Actual_GreaterThan_80_Percent");
        assertThat(part(parts, "text/html")).contains("lang=\"ru-ru\"", "Вы получили это сообщение");
    }

    @Test
    void aMailThatIsSentAgainArrivesUnderTheSameId() throws Exception {
        String address = address("inbox.example");
        Crossings crossing = Crossings.crossing().emails(address);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");
        String id = outlay.sql(
                        "update delivery set state = 'GaveUp', finished_at = now() where id = (select delivery_id"
                                + " from delivery_alert where alert_id = '" + crossing.id() + "') returning id")
                .getFirst();
        outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
        await().atMost(SOON).untilAsserted(() -> assertThat(mailbox(address)).hasSize(2));

        MimeMessage first = read(mailbox(address).getFirst());
        MimeMessage second = read(mailbox(address).getLast());
        for (String name : List.of("Message-ID", "References", "Subject", "List-Unsubscribe")) {
            assertThat(header(first, name)).as(name).isEqualTo(header(second, name));
        }
        assertThat(part((Multipart) first.getContent(), "text/plain"))
                .isEqualTo(part((Multipart) second.getContent(), "text/plain"));
    }

    @Test
    void aMailboxThatThereIsNotIsSuppressed() {
        String address = address("refused.example");
        Crossings first = Crossings.crossing().emails(address);
        outlay.tell(first);
        outlay.awaitStates(first, "email Refused address-refused", "notice Gathering");
        Crossings second = Crossings.crossing().emails(address, address("inbox.example"));
        outlay.tell(second);
        outlay.awaitStates(second, "email Delivered", "email Withheld address-refused", "notice Gathering");
        assertThat(outlay.sql("select detail from suppression where address = '" + address + "'"))
                .singleElement()
                .asString()
                .contains("524 5.2.4");
    }
}
