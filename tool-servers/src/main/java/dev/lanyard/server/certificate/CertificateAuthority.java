package dev.lanyard.server.certificate;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * Issues certificates for servers on this machine, and for nothing else.
 *
 * <p>A root signs one issuing certificate and its key is forgotten at once; the issuing key lives as long as the process and
 * is never written. The issuing certificate carries critical name constraints (RFC 5280, section 4.2.1.10) that permit
 * only {@code localhost}, names below it and the loopback addresses: whoever trusts the root trusts it for these names
 * only. Constraints on the root itself would not do, since Java ignores those of a trust anchor. Thread-safe.
 */
public final class CertificateAuthority {
    private static final X500Name ROOT = new X500Name("CN=Lanyard playground root");
    private static final X500Name ISSUING = new X500Name("CN=Lanyard playground authority");
    private static final Duration VALIDITY = Duration.ofDays(7);
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private final Instant start;
    private final X509Certificate root;
    private final X509Certificate issuing;
    private final KeyPair keys;

    private CertificateAuthority(Instant start, X509Certificate root, X509Certificate issuing, KeyPair keys) {
        this.start = start;
        this.root = root;
        this.issuing = issuing;
        this.keys = keys;
    }

    /**
     * Creates an authority with new keys on P-256, valid for seven days from five minutes ago.
     *
     * @param clock the time by which clients will judge certificates: normally the system's
     */
    public static CertificateAuthority create(Clock clock) {
        Instant start = clock.instant().minus(BACKDATED);
        KeyPair rootKeys = X509.newKeys();
        KeyPair keys = X509.newKeys();
        X509v3CertificateBuilder root = authority(ROOT, rootKeys, start, 1);
        X509v3CertificateBuilder issuing = authority(ISSUING, keys, start, 0);
        X509.extend(issuing, Extension.nameConstraints, loopbackOnly());
        X509.identifyIssuer(issuing, rootKeys.getPublic());
        return new CertificateAuthority(start, X509.sign(root, rootKeys.getPrivate()),
                X509.sign(issuing, rootKeys.getPrivate()), keys);
    }

    private static X509v3CertificateBuilder authority(X500Name name, KeyPair keys, Instant start, int below) {
        X509v3CertificateBuilder builder = X509.builder(ROOT, name, keys.getPublic(), start, start.plus(VALIDITY));
        X509.extend(builder, Extension.basicConstraints, new BasicConstraints(below));
        X509.extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        X509.identifySubject(builder, keys.getPublic());
        return builder;
    }

    /**
     * Issues a certificate for TLS servers, with a new key, valid as long as the authority.
     *
     * @param dnsNames the names of the server, each {@code localhost} or below it
     * @param addresses the addresses of the server as literals, for example {@code 127.0.0.1}
     */
    public ServerCertificate issue(List<String> dnsNames, List<String> addresses) {
        KeyPair server = X509.newKeys();
        X509v3CertificateBuilder builder = X509.builder(ISSUING, new X500Name("CN=Lanyard playground"),
                server.getPublic(),
                start, start.plus(VALIDITY));
        X509.extend(builder, Extension.basicConstraints, new BasicConstraints(false));
        X509.extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
        X509.extend(builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        X509.extend(builder, Extension.subjectAlternativeName, X509.alternativeNames(dnsNames, addresses));
        X509.identifySubject(builder, server.getPublic());
        X509.identifyIssuer(builder, keys.getPublic());
        return new ServerCertificate(server.getPrivate(), X509.sign(builder, keys.getPrivate()), issuing);
    }

    /** Returns the root as PEM (RFC 7468), the form of a {@code ca.pem}. */
    public String pem() {
        return X509.pem(root);
    }

    private static NameConstraints loopbackOnly() {
        GeneralNames names = X509.generalNames(List.of(new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.0/8"),
                new GeneralName(GeneralName.iPAddress, "::1/128")));
        GeneralSubtree[] permitted = new GeneralSubtree[names.getNames().length];
        for (int i = 0; i < permitted.length; i++) {
            permitted[i] = new GeneralSubtree(names.getNames()[i]);
        }
        return new NameConstraints(permitted, null);
    }
}
