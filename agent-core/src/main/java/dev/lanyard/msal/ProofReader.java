package dev.lanyard.msal;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an app's proof into MSAL's. */
final class ProofReader {
    private static final int MAX_BYTES = 256 << 10;
    private static final Pattern KEY = Pattern
            .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private ProofReader() {}

    /**
     * Returns what MSAL presents.
     *
     * @throws CredentialException.Unavailable if a file cannot be read or used
     */
    static IClientCredential read(EntraApp app) {
        return switch (app.proof()) {
            case AppProof.None none -> throw new CredentialException.Unavailable(app.clientId(),
                    "App registration '" + app.clientId()
                            + "' has no proof of its own, so it gets no token for itself.",
                    "Give the identity a 'clientSecret', a 'certificate' or an 'assertion'.", null);
            case AppProof.ClientSecret(Secret value) -> ClientCredentialFactory.createFromSecret(value.reveal());
            case AppProof.Assertion assertion ->
                ClientCredentialFactory.createFromCallback(() -> assertion.value().get().reveal());
            case AppProof.Certificate certificate -> certificate(certificate);
        };
    }

    private static IClientCredential certificate(AppProof.Certificate proof) {
        try {
            byte[] bytes = bytes(proof.file());
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!text.contains("-----BEGIN")) {
                Secret password = proof.password();
                return ClientCredentialFactory.createFromCertificate(new ByteArrayInputStream(bytes),
                        password == null ? "" : password.reveal());
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate each : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates(text)))) {
                chain.add((X509Certificate) each);
            }
            Path other = proof.key();
            PrivateKey key = key(other == null ? text : new String(bytes(other), StandardCharsets.ISO_8859_1));
            if (chain.isEmpty() || !(chain.getFirst().getPublicKey() instanceof RSAPublicKey)) {
                throw new GeneralSecurityException("it holds no certificate with an RSA key");
            }
            return ClientCredentialFactory.createFromCertificateChain(key, chain);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new CredentialException.Unavailable(proof.file().toString(),
                    "Certificate file '" + proof.file() + "' cannot be used.",
                    "Use PEM with an RSA certificate and its unencrypted PKCS#8 key ('BEGIN PRIVATE KEY'), or PFX with its "
                            + "password.",
                    e);
        }
    }

    /** Returns the certificates alone, as the platform's reader takes nothing else beside them. */
    private static byte[] certificates(String pem) {
        return KEY.matcher(pem).replaceAll("").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            throw new GeneralSecurityException("it holds no unencrypted PKCS#8 key");
        }
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it is larger than " + MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }
}
