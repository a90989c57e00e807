package dev.lanyard.network;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes trust managers from certificate authorities. */
final class Authorities {
    private Authorities() {}

    /** Returns the JDK's: those of {@code javax.net.ssl.trustStore} if that is set, else its own {@code cacerts}. */
    static X509ExtendedTrustManager ofJdk() {
        return manager(null);
    }

    static X509ExtendedTrustManager of(Collection<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            return manager(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("every Java platform keeps certificates in PKCS#12", e);
        }
    }

    /** Returns the certificates in PEM or DER; there may be none. */
    static List<X509Certificate> parse(byte[] bytes) throws CertificateException {
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(bytes))) {
            if (certificate instanceof X509Certificate x509) {
                found.add(x509);
            }
        }
        return found;
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform checks certificates", e);
        }
    }
}
