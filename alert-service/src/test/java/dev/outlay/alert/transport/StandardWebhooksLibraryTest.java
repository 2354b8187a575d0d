package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.delivery.Outcome;
import java.net.InetAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The public library of Standard Webhooks knows what is sent. */
class StandardWebhooksLibraryTest {

    private static void verify(WebhookSecret key, Postbox.Message message, String body) throws Exception {
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of(message.header("webhook-id")),
                "webhook-timestamp", List.of(message.header("webhook-timestamp")),
                "webhook-signature", List.of(message.header("webhook-signature")));
        new Webhook(key.reveal()).verify(body, HttpHeaders.of(headers, (name, value) -> true));
    }

    @Test
    void itVerifiesWithTheNewKeyAndWithTheOneBeforeAndWithNoOther() throws Exception {
        WebhookSecret fresh = WebhookSecret.make();
        WebhookSecret before = WebhookSecret.make();
        try (Postbox postbox = new Postbox();
                SendingAlone sending =
                        new SendingAlone(host -> List.of(InetAddress.getByName(host)), "1-65535", "127.0.0.2/32")) {
            assertThat(sending.send(postbox.uri(), WebhookSecret.make(WebhookSecret.Scheme.V1A), fresh, before))
                    .isInstanceOf(Outcome.Accepted.class);
            Postbox.Message message = postbox.last();
            String body = new String(message.body(), StandardCharsets.UTF_8);

            verify(fresh, message, body);
            verify(before, message, body);
            assertThatThrownBy(() -> verify(WebhookSecret.make(), message, body))
                    .isInstanceOf(WebhookVerificationException.class);
            assertThatThrownBy(() -> verify(fresh, message, body.replace("Monthly", "monthly")))
                    .isInstanceOf(WebhookVerificationException.class);
        }
    }
}
