package dev.lanyard.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the authorities that the operating system trusts, where an administrator puts the company's own: on Windows those of
 * the user and the machine, on macOS those of the keychain, elsewhere the first bundle that exists of those that the
 * distributions keep.
 */
final class SystemAuthorities {
    private static final Logger LOG = LoggerFactory.getLogger(SystemAuthorities.class);
    private static final List<String> WINDOWS = List.of("Windows-ROOT", "Windows-ROOT-LOCALMACHINE");
    private static final List<String> MAC = List.of("KeychainStore-ROOT", "KeychainStore");
    /** Debian, Alpine, Arch; Fedora, RHEL; openSUSE. */
    private static final List<Path> BUNDLES = List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"), Path.of("/etc/ssl/ca-bundle.pem"));

    private SystemAuthorities() {}

    /** Returns the system's authorities, or empty if it has none that can be read. */
    static Optional<X509ExtendedTrustManager> read() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<X509Certificate> found = system.startsWith("windows")
                ? stores(WINDOWS)
                : system.startsWith("mac") ? stores(MAC) : bundle(BUNDLES);
        return found.isEmpty() ? Optional.empty() : Optional.of(Authorities.of(found));
    }

    /** Returns the certificates of the first file that exists, none if it cannot be read. */
    static List<X509Certificate> bundle(List<Path> files) {
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                try {
                    return Authorities.parse(Files.readAllBytes(file));
                } catch (IOException | CertificateException e) {
                    LOG.debug("The system's certificate authorities in {} cannot be read", file, e);
                    return List.of();
                }
            }
        }
        return List.of();
    }

    /** Returns the certificates of all those stores that this JDK knows. */
    static List<X509Certificate> stores(List<String> types) {
        List<X509Certificate> found = new ArrayList<>();
        for (String type : types) {
            try {
                KeyStore store = KeyStore.getInstance(type);
                store.load(null, null);
                for (String alias : Collections.list(store.aliases())) {
                    if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
                        found.add(own);
                    }
                }
            } catch (GeneralSecurityException | IOException e) {
                LOG.debug("The system's store {} cannot be read", type, e);
            }
        }
        return found;
    }
}
