package dev.outlay.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Signs bearer tokens (JWT, RS256) where there is no identity provider: for the local stack and for tests. The key pair is made once
 * and kept in a directory, readable by its owner only; whoever can read it can be anybody.
 */
public final class TokenIssuer {
    /** The token's {@code iss}. */
    public static final String ISSUER = "https://outlay.local/";

    /** The token's {@code aud}. */
    public static final String AUDIENCE = "outlay";

    private static final String KEY_ID = "outlay-local";
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SignedTokens SIGNED = new SignedTokens();

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final Clock clock;

    private TokenIssuer(KeyPair keys, Clock clock) {
        this.privateKey = keys.getPrivate();
        this.publicKey = keys.getPublic();
        this.clock = clock;
    }

    /** The issuer whose key is in {@code directory}; made when it is not there yet. */
    public static TokenIssuer in(Path directory) {
        return in(directory, Clock.systemUTC());
    }

    /** The same with a clock of one's own, for tokens that have expired. */
    public static TokenIssuer in(Path directory, Clock clock) {
        Path file = directory.resolve("token-key.pkcs8");
        try {
            return new TokenIssuer(keyPair(KeyFile.kept(file, TokenIssuer::newKey)), clock);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Not an RSA key: " + file, e);
        }
    }

    private static byte[] newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No RSA in this JVM", e);
        }
    }

    private static KeyPair keyPair(byte[] encoded) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
    }

    /** The public key as the body of a PEM file on one line: what {@code OUTLAY_TOKEN_PUBLIC_KEY} takes. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(publicKey.getEncoded());
    }

    /** A token that says one is that persona, for twelve hours from when it was signed: now, or in the last ten minutes for the same. */
    public String token(Persona persona) {
        return token(persona.principalId(), persona.tenantId(), persona.roles());
    }

    /**
     * A token for anybody, for twelve hours from when it was signed: now, or in the last ten minutes for the same.
     *
     * @param principalId the principal's object id
     * @param tenantId the principal's tenant
     * @param roles for instance {@code GlobalAdmin}; see the contracts' vocabulary of roles
     */
    public String token(String principalId, String tenantId, Set<String> roles) {
        return token(principalId, tenantId, roles, Map.of());
    }

    /**
     * The same with claims of one's own.
     *
     * @param more for instance {@code groups}; values are what JSON can hold
     */
    public String token(String principalId, String tenantId, Set<String> roles, Map<String, ?> more) {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", AUDIENCE);
        claims.put("sub", principalId);
        claims.put("oid", principalId);
        claims.put("upn", principalId);
        claims.put("tid", tenantId);
        claims.put("roles", roles.stream().sorted().toList());
        claims.putAll(more);
        return SIGNED.token(publicKey() + encode(claims), clock.instant().getEpochSecond(), now -> {
            Map<String, Object> issued = new TreeMap<>(Map.of(
                    "iat",
                    now,
                    "exp",
                    now + LIFETIME.toSeconds(),
                    "jti",
                    UUID.randomUUID().toString()));
            issued.putAll(claims);
            // Without a kid the token would be refused by services that look their keys up at an OIDC server.
            return sign(encode(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID)) + "." + encode(issued));
        });
    }

    private String sign(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64Url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign a token", e);
        }
    }

    private static String encode(Map<String, Object> part) {
        try {
            return base64Url(JSON.writeValueAsBytes(part));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a token", e);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
