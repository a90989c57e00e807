package dev.lanyard.server.identity;

import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;

/** Computes the SHA-1 thumbprint of a certificate (RFC 7515, section 4.1.7), which old clients still send. */
final class Thumbprint {
    private Thumbprint() {}

    static Base64URL sha1(X509Certificate certificate) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no SHA-1.", e);
        }
    }
}
