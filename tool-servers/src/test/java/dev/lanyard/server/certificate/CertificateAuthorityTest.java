package dev.lanyard.server.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private final CertificateAuthority authority = CertificateAuthority.create(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void issuesCertificatesForTheNamesAskedFor() throws Exception {
        X509Certificate certificate = authority
                .issue(List.of("localhost", "login.lanyard.localhost"), List.of("127.0.0.1"))
                .chain()
                .getFirst();

        assertThat(certificate.getSubjectAlternativeNames()).extracting(List::getFirst, List::getLast)
                .containsExactly(tuple(2, "localhost"), tuple(2, "login.lanyard.localhost"), tuple(7, "127.0.0.1"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void issuedCertificatesAreValidUnderTheAuthority() throws Exception {
        validate(authority.issue(List.of("login.lanyard.localhost"), List.of("127.0.0.1")));
    }

    /** RFC 5280, section 4.2.1.10: a name outside the permitted subtrees invalidates the path. */
    @Test
    void certificatesForOtherNamesAreNeverValid() {
        ServerCertificate forMicrosoft = authority.issue(List.of("login.microsoftonline.com"), List.of());
        ServerCertificate forTheNetwork = authority.issue(List.of(), List.of("10.0.0.1"));

        assertThatThrownBy(() -> validate(forMicrosoft)).isInstanceOf(CertPathValidatorException.class);
        assertThatThrownBy(() -> validate(forTheNetwork)).isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void writesNoKeys() {
        assertThat(authority.pem()).startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n")
                .doesNotContain("PRIVATE");
        assertThat(authority.issue(List.of("localhost"), List.of()))
                .hasToString("ServerCertificate[CN=Lanyard playground]");
    }

    private X509Certificate root() throws Exception {
        byte[] pem = authority.pem().getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem));
    }

    private void validate(ServerCertificate server) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        var path = CertificateFactory.getInstance("X.509").generateCertPath(server.chain());
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
}
