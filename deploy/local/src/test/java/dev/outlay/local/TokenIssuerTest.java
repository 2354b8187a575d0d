package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssuerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

    @Test
    void a_token_says_who_from_where_with_which_roles_and_until_when(@TempDir Path directory) throws Exception {
        String[] parts =
                TokenIssuer.in(directory, CLOCK).token(Persona.GLOBAL_ADMIN).split("\\.");
        JsonNode header = decoded(parts[0]);
        JsonNode claims = decoded(parts[1]);

        assertThat(header.get("kid").asText()).isNotEmpty();
        assertThat(claims.get("iss").asText()).isEqualTo("https://outlay.local/");
        assertThat(claims.get("aud").asText()).isEqualTo("outlay");
        assertThat(claims.get("tid").asText()).isEqualTo(Persona.PARTNER_TENANT);
        assertThat(claims.get("oid").asText()).isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        assertThat(claims.get("roles").toString()).isEqualTo("[\"CostPublisher\",\"GlobalAdmin\"]");
        assertThat(claims.get("exp").asLong()).isEqualTo(CLOCK.instant().getEpochSecond() + 12 * 3600);
    }

    @Test
    void the_public_key_verifies_it_and_the_same_directory_keeps_the_key(@TempDir Path directory) throws Exception {
        TokenIssuer first = TokenIssuer.in(directory);
        TokenIssuer again = TokenIssuer.in(directory);
        String token = again.token(Persona.CUSTOMER_READER);

        assertThat(again.publicKey()).isEqualTo(first.publicKey()).doesNotContain("\n");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(first.publicKey()))));
        int dot = token.lastIndexOf('.');
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1))))
                .isTrue();
    }

    @Test
    void the_same_is_signed_once_in_ten_minutes_and_what_says_something_else_for_itself(@TempDir Path directory)
            throws Exception {
        Instant first = CLOCK.instant();
        String token = TokenIssuer.in(directory, CLOCK).token(Persona.GLOBAL_ADMIN);

        assertThat(at(directory, first.plusSeconds(599)).token(Persona.GLOBAL_ADMIN))
                .isEqualTo(token);
        assertThat(at(directory, first.minusSeconds(1)).token(Persona.GLOBAL_ADMIN))
                .as("one of the future")
                .isNotEqualTo(token);
        String later = at(directory, first.plusSeconds(600)).token(Persona.GLOBAL_ADMIN);
        assertThat(decoded(later.split("\\.")[1]).get("exp").asLong())
                .isEqualTo(first.plusSeconds(600).getEpochSecond() + 12 * 3600);
        assertThat(at(directory, first.plusSeconds(600)).token(Persona.ADMIN_AGENT))
                .isNotEqualTo(later);
        assertThat(at(directory.resolve("another"), first.plusSeconds(600)).token(Persona.GLOBAL_ADMIN))
                .as("another key")
                .isNotEqualTo(later);
    }

    private static TokenIssuer at(Path directory, Instant now) {
        return TokenIssuer.in(directory, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void nobody_else_may_read_the_key(@TempDir Path directory) throws Exception {
        TokenIssuer.in(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("token-key.pkcs8"))))
                .isEqualTo("rw-------");
    }

    private static JsonNode decoded(String part) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }
}
