package dev.lanyard.server.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Holds a server's key and its certificate with the authority that issued it. Immutable.
 *
 * <p>The key exists in memory only: {@link #toString()} names the certificate and nothing else.
 */
public final class ServerCertificate {
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate issuer;

    ServerCertificate(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {
        this.key = key;
        this.certificate = certificate;
        this.issuer = issuer;
    }

    /** Returns what the server presents: its certificate, then the one of its issuer. */
    public List<X509Certificate> chain() {
        return List.of(certificate, issuer);
    }

    /** Returns a TLS context with which a server presents this certificate; it asks for none from clients. */
    public SSLContext serverContext() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain().toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java runtime cannot serve TLS.", e);
        }
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + certificate.getSubjectX500Principal().getName() + "]";
    }
}
