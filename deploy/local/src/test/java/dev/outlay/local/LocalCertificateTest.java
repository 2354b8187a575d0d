package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCertificateTest {
    @TempDir
    Path directory = Path.of("/unset");

    @Test
    void it_is_for_this_machine_and_its_key_signs_for_it() throws IOException, GeneralSecurityException {
        LocalCertificate made = LocalCertificate.in(directory.resolve("keys"));
        X509Certificate certificate = read(made);
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key(made));
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update((byte) 1);
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void the_key_is_its_owners_alone_and_nothing_else_is_left_behind() throws IOException {
        LocalCertificate made = LocalCertificate.in(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.key())))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(made.certificate(), made.key(), made.trustStore());
        }
    }

    @Test
    void java_trusts_it_by_a_store_without_a_password() throws IOException, GeneralSecurityException {
        LocalCertificate made = LocalCertificate.in(directory);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(made.trustStore())) {
            trusted.load(in, null);
        }
        assertThat(trusted.size()).isOne();
        assertThat(trusted.isCertificateEntry("outlay")).isTrue();
        assertThat(trusted.getCertificate("outlay")).isEqualTo(read(made));
    }

    @Test
    void it_stays_until_it_is_about_to_end() throws IOException, GeneralSecurityException {
        X509Certificate first = read(LocalCertificate.in(directory));
        assertThat(read(LocalCertificate.in(directory))).isEqualTo(first);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(800));
        assertThat(read(LocalCertificate.in(directory, later))).isNotEqualTo(first);
    }

    private static X509Certificate read(LocalCertificate made) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(made.certificate())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(LocalCertificate made) throws IOException, GeneralSecurityException {
        String pem = Files.readString(made.key())
                .replace("-----BEGIN PRIVATE KEY-----", "")
                .replace("-----END PRIVATE KEY-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }
}
