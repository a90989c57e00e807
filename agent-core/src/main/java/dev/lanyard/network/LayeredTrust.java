package dev.lanyard.network;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a server whose certificate any of several sets of authorities vouches for, and asks them in turn: those of the JDK,
 * those that the user added, those of the operating system. A set is read when it is first asked, since most runs need only the
 * first, and reading one takes longer than a handshake. Names are checked by each, as the JDK does.
 */
final class LayeredTrust extends X509ExtendedTrustManager {
    private final List<Supplier<Optional<X509ExtendedTrustManager>>> layers;

    private interface Check {
        void by(X509ExtendedTrustManager layer) throws CertificateException;
    }

    private LayeredTrust(List<Supplier<Optional<X509ExtendedTrustManager>>> layers) {
        this.layers = layers;
    }

    /** Returns a TLS context that trusts the platform's authorities and the given ones; it presents no certificate. */
    static SSLContext context(List<X509Certificate> extra) {
        List<Supplier<Optional<X509ExtendedTrustManager>>> layers = new ArrayList<>();
        layers.add(new Once(() -> Optional.of(Authorities.ofJdk())));
        if (!extra.isEmpty()) {
            layers.add(new Once(() -> Optional.of(Authorities.of(extra))));
        }
        layers.add(new Once(SystemAuthorities::read));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new LayeredTrust(layers)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has TLS", e);
        }
    }

    private void check(Check check) throws CertificateException {
        CertificateException first = null;
        for (Supplier<Optional<X509ExtendedTrustManager>> layer : layers) {
            Optional<X509ExtendedTrustManager> authorities = layer.get();
            if (authorities.isPresent()) {
                try {
                    check.by(authorities.get());
                    return;
                } catch (CertificateException e) {
                    first = first == null ? e : first;
                }
            }
        }
        throw first == null ? new CertificateException("no certificate authority is known") : first;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(layer -> layer.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(layer -> layer.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(layer -> layer.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("this side is never the server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** Reads once, whoever asks first. */
    private static final class Once implements Supplier<Optional<X509ExtendedTrustManager>> {
        private final Supplier<Optional<X509ExtendedTrustManager>> source;
        private Optional<X509ExtendedTrustManager> read = Optional.empty();
        private boolean asked;

        private Once(Supplier<Optional<X509ExtendedTrustManager>> source) {
            this.source = source;
        }

        @Override
        public synchronized Optional<X509ExtendedTrustManager> get() {
            if (!asked) {
                read = source.get();
                asked = true;
            }
            return read;
        }
    }
}
