package dev.outlay.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A certificate of one's own for {@code localhost} and {@code 127.0.0.1}, where no authority gives one: for the local
 * stack and for tests. It is made once by the JDK's keytool and kept in a directory, and made anew before it ends. It
 * vouches for itself, so a client has to be given it as something to trust.
 *
 * @param certificate PEM
 * @param key its private key, PEM (PKCS 8), readable by its owner only
 * @param trustStore the certificate alone, as a Java trust store (PKCS 12, without a password)
 */
public record LocalCertificate(Path certificate, Path key, Path trustStore) {
    private static final String ALIAS = "outlay";
    private static final int DAYS = 825;
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    /** The certificate in {@code directory}; made when it is not there yet or is about to end. */
    public static LocalCertificate in(Path directory) {
        return in(directory, Clock.systemUTC());
    }

    /** The same with a clock of one's own. */
    static LocalCertificate in(Path directory, Clock clock) {
        LocalCertificate kept = new LocalCertificate(
                directory.resolve("tls-certificate.pem"),
                directory.resolve("tls-key.pem"),
                directory.resolve("tls-trust.p12"));
        try {
            if (!kept.isGood(clock.instant())) {
                kept.make();
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a certificate in " + directory, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a certificate in " + directory, e);
        }
    }

    private boolean isGood(Instant now) throws IOException, GeneralSecurityException {
        if (!Files.exists(certificate) || !Files.exists(key) || !Files.exists(trustStore)) {
            return false;
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(trustStore)) {
            trusted.load(in, null);
        }
        X509Certificate own = (X509Certificate) trusted.getCertificate(ALIAS);
        return own != null
                && now.plus(RENEWED_BEFORE).isBefore(own.getNotAfter().toInstant());
    }

    /** The trust store is written last: a certificate counts when it is there. */
    private void make() throws IOException, GeneralSecurityException {
        Files.createDirectories(key.getParent());
        Files.deleteIfExists(trustStore);
        String password = UUID.randomUUID().toString();
        Path made = Files.createTempDirectory(key.getParent(), "tls");
        try {
            Path store = made.resolve("made.p12");
            keytool(store, password);
            KeyStore pair = KeyStore.getInstance("PKCS12");
            pair.load(new ByteArrayInputStream(Files.readAllBytes(store)), password.toCharArray());
            KeyFile.replace(
                    key,
                    pem(
                            "PRIVATE KEY",
                            pair.getKey(ALIAS, password.toCharArray()).getEncoded()));
            X509Certificate own = (X509Certificate) pair.getCertificate(ALIAS);
            KeyFile.replace(certificate, pem("CERTIFICATE", own.getEncoded()));
            KeyFile.replace(trustStore, trusting(own));
        } finally {
            Directories.delete(made);
        }
    }

    private static void keytool(Path store, String password) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost, O=Outlay local stack",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-ext",
                        "EKU=serverAuth",
                        "-validity",
                        Integer.toString(DAYS),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        "OUTLAY_STORE_PASSWORD"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(
                        store.resolveSibling("keytool.log").toFile()));
        builder.environment().put("OUTLAY_STORE_PASSWORD", password);
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool made no certificate: "
                        + Files.readString(store.resolveSibling("keytool.log")).strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while keytool made a certificate", e);
        }
    }

    private static byte[] pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return ("-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] trusting(X509Certificate certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, certificate);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        trusted.store(written, null);
        return written.toByteArray();
    }
}
