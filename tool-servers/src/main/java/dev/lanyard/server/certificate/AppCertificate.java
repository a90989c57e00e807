package dev.lanyard.server.certificate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;

/** Is a certificate with which an app proves itself, signed by nobody but itself, with its RSA key of 2048 bits. Immutable. */
public final class AppCertificate {
    private static final Duration VALIDITY = Duration.ofDays(7);
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private final PrivateKey key;
    private final X509Certificate certificate;

    private AppCertificate(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** Returns a new one, valid for seven days from five minutes ago; takes a good part of a second. */
    public static AppCertificate create(Clock clock) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name("CN=Lanyard playground agent");
            Instant start = clock.instant().minus(BACKDATED);
            return new AppCertificate(keys.getPrivate(),
                    X509.sign(X509.builder(name, name, keys.getPublic(), start, start.plus(VALIDITY)),
                            keys.getPrivate(), "SHA256withRSA"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no RSA keys.", e);
        }
    }

    /** Returns what the directory has to know. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Returns the unencrypted PKCS#8 key and the certificate as PEM (RFC 7468): a secret. */
    public String pem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n" + X509.pem(certificate);
    }

    /** Returns key and certificate as a PKCS#12 file (RFC 7292) under a password. */
    public byte[] pfx(char[] under) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("agent", key, under, new Certificate[]{certificate});
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, under);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java runtime writes no PKCS#12.", e);
        }
    }
}
