package dev.lanyard.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.lanyard.server.auth.SecretHash;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** How an app proves itself without a secret, and what Entra says when that does not fit. */
class AppProofTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String AUDIENCE = "https://login.lanyard.localhost/" + TestTenant.ID + "/oauth2/v2.0/token";
    private static final String EXCHANGE = "api://AzureADTokenExchange";
    private static final KeyPair KEYS = keys();
    private static final KeyPair OTHER = keys();

    @Test
    void takesAnAssertionSignedWithTheKeyOfARegisteredCertificate() throws Exception {
        X509Certificate certificate = certificate(KEYS);
        try (TestTenant tenant = new TestTenant(new AppProof.Certificate(certificate))) {
            JsonNode answer = ask(tenant, assertion(KEYS, certificate, own(AUDIENCE)));

            assertThat(SignedJWT.parse(answer.get("access_token").textValue()).getJWTClaimsSet().getClaim("azpacr"))
                    .isEqualTo("2");
        }
    }

    @Test
    void refusesAnotherKeyAnotherAudienceAndAnotherTime() throws Exception {
        X509Certificate certificate = certificate(KEYS);
        try (TestTenant tenant = new TestTenant(new AppProof.Certificate(certificate))) {
            assertThat(number(tenant, assertion(OTHER, certificate, own(AUDIENCE)))).isEqualTo(700027);
            assertThat(number(tenant, assertion(OTHER, certificate(OTHER), own(AUDIENCE)))).isEqualTo(700027);
            assertThat(number(tenant, assertion(KEYS, certificate, own("https://elsewhere.example"))))
                    .isEqualTo(700023);
            assertThat(number(tenant, "no.jwt.atall")).isEqualTo(50027);
            String good = assertion(KEYS, certificate, own(AUDIENCE));
            tenant.clock.add(Duration.ofHours(1));
            assertThat(number(tenant, good)).isEqualTo(700024);
        }
    }

    @Test
    void takesATokenOfATrustedIssuerForTheTrustedSubjectOnly() throws Exception {
        RSAKey key = new RSAKey.Builder((RSAPublicKey) KEYS.getPublic()).keyID("k1").build();
        try (TestTenant tenant = new TestTenant(
                new AppProof.Federated("https://ci.example", "repo:main", EXCHANGE, new JWKSet(key)))) {
            assertThat(ask(tenant, federated("https://ci.example", "repo:main", EXCHANGE)).has("access_token"))
                    .isTrue();
            assertThat(number(tenant, federated("https://ci.evil", "repo:main", EXCHANGE))).isEqualTo(700211);
            assertThat(number(tenant, federated("https://ci.example", "repo:main", "api://x"))).isEqualTo(700212);
            assertThat(number(tenant, federated("https://ci.example", "repo:fork", EXCHANGE))).isEqualTo(700213);
        }
    }

    @Test
    void refusesASecretThatHasEnded() throws Exception {
        try (TestTenant tenant = new TestTenant(
                new AppProof.Secret(SecretHash.of("canary-old"), NOW.minusSeconds(1)))) {
            JsonNode answer = tenant.token("grant_type", "client_credentials", "client_id", TestTenant.AGENT,
                    "client_secret", "canary-old", "scope", "api://api/.default");

            assertThat(TestTenant.number(answer)).isEqualTo(7000222);
            assertThat(answer.toString()).doesNotContain("canary");
        }
    }

    private static int number(TestTenant tenant, String assertion) {
        return TestTenant.number(ask(tenant, assertion));
    }

    private static JsonNode ask(TestTenant tenant, String assertion) {
        return tenant.token("grant_type", "client_credentials", "client_id", TestTenant.AGENT,
                "client_assertion_type", AppAssertions.TYPE, "client_assertion", assertion, "scope",
                "api://api/.default");
    }

    private static JWTClaimsSet own(String audience) {
        return claims(TestTenant.AGENT, TestTenant.AGENT, audience);
    }

    private static JWTClaimsSet claims(String issuer, String subject, String audience) {
        return new JWTClaimsSet.Builder().issuer(issuer)
                .subject(subject)
                .audience(audience)
                .expirationTime(Date.from(NOW.plusSeconds(600)))
                .build();
    }

    private static String federated(String issuer, String subject, String audience) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
                claims(issuer, subject, audience));
        jwt.sign(new RSASSASigner(KEYS.getPrivate()));
        return jwt.serialize();
    }

    private static String assertion(KeyPair keys, X509Certificate certificate, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.PS256)
                .x509CertSHA256Thumbprint(X509CertUtils.computeSHA256Thumbprint(certificate))
                .build(), claims);
        jwt.sign(new RSASSASigner(keys.getPrivate()));
        return jwt.serialize();
    }

    private static X509Certificate certificate(KeyPair keys) throws Exception {
        X500Name name = new X500Name("CN=agent");
        return new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.TEN,
                Date.from(NOW.minusSeconds(60)), Date.from(NOW.plusSeconds(6000)), name, keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
