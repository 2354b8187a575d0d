package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class InboxTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final MailServer mail = MailServer.start(0);
    private final Inbox inbox = Inbox.start(mail, "127.0.0.1", 0);

    @BeforeEach
    void starts() {
        assertThat(mail.smtpPort()).isPositive();
    }

    @AfterEach
    void stop() {
        http.close();
        inbox.close();
        mail.close();
    }

    @Test
    void a_mail_is_listed_and_its_html_shown_where_it_can_run_nothing() throws Exception {
        send(mail, "Spend of Züri & Söhne <80 %>", "plain words", "<b>bold</b><script>alert(1)</script>");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> mail.messages().size() == 1);

        String list = get("/").body();
        assertThat(list).contains("Spend of Züri &amp; Söhne &lt;80 %&gt;").contains("ops@example.com");

        HttpResponse<String> one = get("/messages/1");
        assertThat(one.body())
                .contains("<iframe sandbox ")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(one.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");

        JsonNode message = new ObjectMapper().readTree(get("/messages").body()).get(0);
        assertThat(message.get("subject").asText()).isEqualTo("Spend of Züri & Söhne <80 %>");
        assertThat(message.get("text").asText()).isEqualTo("plain words");
        assertThat(message.get("html").asText()).startsWith("<b>bold</b>");
        assertThat(message.get("to").get(0).asText()).isEqualTo("ops@example.com");

        mail.clear();
        assertThat(mail.messages()).isEmpty();
    }

    @Test
    void a_webhook_is_taken_with_its_headers_and_shown() throws Exception {
        HttpResponse<String> answer = post(inbox, "sample", "{\"spend\":\"80.00\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(inbox.webhooks()).hasSize(1);
        JsonNode webhook = new ObjectMapper().readTree(get("/webhooks").body()).get(0);
        assertThat(webhook.get("name").asText()).isEqualTo("sample");
        assertThat(webhook.get("headers").get("webhook-id").asText()).isEqualTo("alert-42");
        assertThat(webhook.get("body").asText()).isEqualTo("{\"spend\":\"80.00\"}");
        assertThat(get("/").body()).contains("alert-42");
    }

    @Test
    void whoever_asks_may_send_webhooks_and_asking_is_none() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/webhooks/sample"))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).contains("*");
        assertThat(answer.headers().firstValue("WebHook-Allowed-Rate")).contains("*");
        assertThat(inbox.webhooks()).isEmpty();
    }

    @Test
    void what_is_not_there_is_404_and_what_is_not_meant_405() throws Exception {
        assertThat(get("/messages/17").statusCode()).isEqualTo(404);
        assertThat(http.send(
                                HttpRequest.newBuilder(uri("/messages"))
                                        .DELETE()
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void what_arrived_is_there_again_after_a_start_and_ids_go_on(@TempDir Path data) throws Exception {
        Path mails = data.resolve("inbox/mails.jsonl");
        Path hooks = data.resolve("inbox/webhooks.jsonl");
        try (MailServer first = MailServer.start(0, mails);
                Inbox shown = Inbox.start(first, "127.0.0.1", 0, hooks)) {
            send(first, "Before <the> stop", "plain", "<b>rich</b>");
            post(shown, "kept", "{\"spend\":\"80.00\"}");
        }
        byte[] cutOff =
                "{\"number\":2,\"arrival\":{\"id\":\"2\",\"subject\":\"Z\u00fc".getBytes(StandardCharsets.UTF_8);
        Files.write(mails, Arrays.copyOf(cutOff, cutOff.length - 1), StandardOpenOption.APPEND); // killed while writing

        try (MailServer second = MailServer.start(0, mails);
                Inbox shown = Inbox.start(second, "127.0.0.1", 0, hooks)) {
            send(second, "After", "plain", "<b>rich</b>");
            assertThat(second.messages())
                    .extracting(ReceivedMail::subject)
                    .containsExactly("Before <the> stop", "After");
            assertThat(second.messages()).extracting(ReceivedMail::id).containsExactly("1", "2");
            ReceivedMail before = second.messages().getFirst();
            assertThat(before.to()).containsExactly("ops@example.com");
            assertThat(before.text()).isEqualTo("plain");
            assertThat(before.html()).isEqualTo("<b>rich</b>");
            assertThat(before.received()).isBefore(second.messages().getLast().received());
            assertThat(shown.webhooks()).singleElement().satisfies(hook -> {
                assertThat(hook.name()).isEqualTo("kept");
                assertThat(hook.headers()).containsEntry("webhook-id", "alert-42");
                assertThat(hook.body()).isEqualTo("{\"spend\":\"80.00\"}");
            });
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(Inbox to, String name, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + "/webhooks/" + name))
                        .header("webhook-id", "alert-42")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + inbox.port() + path);
    }

    private static void send(MailServer mail, String subject, String text, String html) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(mail.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("outlay@localhost"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("ops@example.com"));
        message.setSubject(subject, "UTF-8");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setContent(html, "text/html; charset=UTF-8");
        message.setContent(new MimeMultipart("alternative", plain, rich));
        Transport.send(message);
    }
}
