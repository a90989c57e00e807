package dev.lanyard.server.certificate;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Turns Bouncy Castle's checked failures, none of which can happen with the inputs used here, into unchecked ones. */
final class X509 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private X509() {}

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no P-256 keys.", e);
        }
    }

    /** Starts a certificate with a random serial number of 127 bits (RFC 5280, section 4.1.2.2). */
    static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Instant from,
            Instant until) {
        BigInteger serial = new BigInteger(127, RANDOM).add(BigInteger.ONE);
        return new JcaX509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, key);
    }

    /** Adds an extension; those that restrict the certificate's use are critical, names and identifiers are not. */
    static void extend(X509v3CertificateBuilder builder, ASN1ObjectIdentifier id, ASN1Encodable value) {
        boolean critical = id.equals(Extension.basicConstraints) || id.equals(Extension.keyUsage)
                || id.equals(Extension.nameConstraints);
        try {
            builder.addExtension(id, critical, value);
        } catch (CertIOException e) {
            throw new IllegalArgumentException("The extension " + id + " cannot be encoded.", e);
        }
    }

    static void identifySubject(X509v3CertificateBuilder builder, PublicKey key) {
        extend(builder, Extension.subjectKeyIdentifier, identifiers().createSubjectKeyIdentifier(key));
    }

    static void identifyIssuer(X509v3CertificateBuilder builder, PublicKey key) {
        extend(builder, Extension.authorityKeyIdentifier, identifiers().createAuthorityKeyIdentifier(key));
    }

    static GeneralNames alternativeNames(List<String> dnsNames, List<String> addresses) {
        return generalNames(Stream.concat(dnsNames.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address))).toList());
    }

    static GeneralNames generalNames(List<GeneralName> names) {
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        return sign(builder, key, "SHA256withECDSA");
    }

    static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key, String algorithm) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("The certificate cannot be signed.", e);
        }
    }

    static String pem(X509Certificate certificate) {
        try {
            String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The certificate cannot be encoded.", e);
        }
    }

    private static JcaX509ExtensionUtils identifiers() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no SHA-1 for key identifiers.", e);
        }
    }
}
