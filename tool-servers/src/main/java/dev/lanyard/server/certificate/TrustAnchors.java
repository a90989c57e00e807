package dev.lanyard.server.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Builds the client's side of TLS: a context that trusts the authorities of one PEM file and no others. */
public final class TrustAnchors {
    private TrustAnchors() {}

    /**
     * Returns a TLS context that trusts only the certificates in a PEM file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the file holds no certificates
     */
    public static SSLContext clientContext(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The file '" + pem + "' holds no X.509 certificates as PEM.", e);
        }
    }
}
