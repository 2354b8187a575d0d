package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook gets another key, and its receiver has a day to take it up. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class KeyRotationTest {

    private static final byte[] FIRST = new byte[32];

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    private JsonNode rotated(String group, String more) {
        Outlay.Answer answer =
                outlay.admin("POST", "/v1/webhooks" + group + "/rotate", "{\"receiverName\":\"HOOK\"" + more + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode webhook(String group) {
        return outlay.admin("GET", "/v1/webhooks" + group, null).body().at("/value/0");
    }

    private Receiver.Message message(String group) {
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Delivered");
        return receiver.messages().getLast();
    }

    private static byte[] signed(Receiver.Message message) {
        return Outlay.bytes(message.header("webhook-id") + "." + message.header("webhook-timestamp") + "."
                + new String(message.body(), StandardCharsets.UTF_8));
    }

    private static List<String> signatures(Receiver.Message message) {
        return List.of(message.header("webhook-signature").split(" "));
    }

    private static String code(byte[] key, Receiver.Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed(message)));
    }

    private static byte[] key(JsonNode rotated) {
        return Base64.getDecoder().decode(rotated.path("secret").asText().substring("whsec_".length()));
    }

    @Test
    void duringTheOverlapAMessageCarriesBothSignaturesAndAfterItTheNewOne() throws Exception {
        String group = Groups.webhook(outlay, receiver.uri());
        assertThat(signatures(message(group)))
                .containsExactly(code(FIRST, receiver.messages().getLast()));

        byte[] second = key(rotated(group, ""));
        Receiver.Message during = message(group);
        assertThat(signatures(during)).containsExactly(code(second, during), code(FIRST, during));
        assertThat(webhook(group).path("previousKeyUntil").asText()).isNotEqualTo("null");

        clock.moveOn(Duration.ofHours(25));
        Receiver.Message after = message(group);
        assertThat(signatures(after)).containsExactly(code(second, after));
        assertThat(webhook(group).path("previousKeyUntil").isNull()).isTrue();
    }

    @Test
    void whatWaitsSinceBeforeTheRotationIsSignedWithTheKeyOfNow() throws Exception {
        receiver.answering(500);
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Pending server-error");
        byte[] second = key(rotated(group, ",\"overlap\":\"PT0S\""));
        receiver.answering(200);
        clock.moveOn(Duration.ofSeconds(7));
        outlay.awaitStates(crossing, "webhook Delivered");
        Receiver.Message message = receiver.messages().getLast();
        assertThat(signatures(message)).containsExactly(code(second, message));
    }

    @Test
    void aPairSignsAndItsPublicKeyVerifies() throws Exception {
        String group = Groups.webhook(outlay, receiver.uri());
        JsonNode rotated = rotated(group, ",\"signature\":\"v1a\",\"overlap\":\"PT1H\"");
        assertThat(rotated.has("secret")).isFalse();
        String publicKey = rotated.path("publicKey").asText();
        assertThat(publicKey).startsWith("whpk_");
        assertThat(webhook(group).path("publicKey").asText()).isEqualTo(publicKey);
        assertThat(webhook(group).path("signature").asText()).isEqualTo("v1a");

        Receiver.Message message = message(group);
        assertThat(signatures(message)).hasSize(2).last().isEqualTo(code(FIRST, message));
        String signature = signatures(message).getFirst();
        assertThat(signature).startsWith("v1a,");
        Signature verifying = Signature.getInstance("Ed25519");
        byte[] raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        byte[] x509 = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        verifying.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        verifying.update(signed(message));
        assertThat(verifying.verify(Base64.getDecoder().decode(signature.substring("v1a,".length()))))
                .isTrue();
    }

    @Test
    void aKeyIsShownOnceAndStandsNowhereAsItIs() {
        String group = Groups.webhook(outlay, receiver.uri());
        String secret = rotated(group, "").path("secret").asText();
        rotated(group, ",\"signature\":\"v1a\"");
        // Putting the group again keeps the pair.
        Outlay.Answer put = outlay.admin(
                "PUT",
                group + Groups.VERSION,
                Groups.webhookBody(receiver.uri()).replaceAll(",\"secret\":\"[^\"]*\"", ""));
        assertThat(put.body().toString()).doesNotContain("whsec_", "whsk_");
        assertThat(webhook(group).path("signature").asText()).isEqualTo("v1a");
        assertThat(outlay.admin("GET", group + Groups.VERSION, null).body().toString())
                .doesNotContain("whsec_", "whsk_", secret);
        assertThat(outlay.admin("GET", "/v1/webhooks" + group, null).body().toString())
                .doesNotContain("whsec_", "whsk_", secret);
        byte[] raw = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        for (String sql : List.of("select secrets from action_group", "select sealed::text from retired_webhook_key")) {
            assertThat(outlay.sql(sql))
                    .noneMatch(row -> row.contains("whsec_")
                            || row.contains(Base64.getEncoder().encodeToString(raw))
                            || row.contains(HexFormat.of().formatHex(Arrays.copyOf(raw, 16))));
        }
    }

    @Test
    void noMoreThanEightEarlierKeysSign() {
        String group = Groups.webhook(outlay, receiver.uri());
        for (int i = 0; i < 8; i++) {
            rotated(group, "");
        }
        Outlay.Answer answer = outlay.admin("POST", "/v1/webhooks" + group + "/rotate", "{\"receiverName\":\"hook\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("TooManyKeys");
        assertThat(signatures(message(group))).hasSize(9).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"receiverName\":7}",
                "{\"receiverName\":\"hook\",\"signature\":\"v2\"}",
                "{\"receiverName\":\"hook\",\"signature\":1}",
                "{\"receiverName\":\"hook\",\"overlap\":\"PT-1S\"}",
                "{\"receiverName\":\"hook\",\"overlap\":\"P8D\"}",
                "{\"receiverName\":\"hook\",\"overlap\":\"24h\"}",
                "{\"receiverName\":\"hook\",\"secret\":\"whsec_x\"}",
                "{\"receiverName\":\"nobody\"}"
            })
    void aBodyThatCannotBeMeantChangesNoKey(String body) throws Exception {
        String group = Groups.webhook(outlay, receiver.uri());
        Outlay.Answer answer = outlay.admin("POST", "/v1/webhooks" + group + "/rotate", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("InvalidRequestContent");
        Receiver.Message message = message(group);
        assertThat(signatures(message)).containsExactly(code(FIRST, message));
    }
}
