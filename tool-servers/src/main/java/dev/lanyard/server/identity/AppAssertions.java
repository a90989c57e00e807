package dev.lanyard.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Checks JWTs with which apps prove themselves (RFC 7523, section 3): signed by the key of a registered certificate, or a
 * token of an issuer that the app trusts.
 */
final class AppAssertions {
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Set<JWSAlgorithm> BY_CERTIFICATE = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final URI authority;
    private final Clock clock;

    AppAssertions(URI authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
    }

    void check(EntraRequest request, AppRegistration app, String compact) throws EntraRefusal {
        if (!request.required("client_assertion_type").equals(TYPE)) {
            throw EntraRefusal.malformed();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(compact);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (app.clientId().equalsIgnoreCase(claims.getIssuer())
                    && app.clientId().equalsIgnoreCase(claims.getSubject())) {
                requireCertificate(app, jwt);
                requireOurs(request, claims);
            } else {
                requireFederation(app, jwt, claims);
            }
            requireTime(claims);
        } catch (ParseException | JOSEException malformed) {
            throw ProofRefusal.malformed();
        }
    }

    private static void requireCertificate(AppRegistration app, SignedJWT jwt) throws EntraRefusal, JOSEException {
        for (AppProof proof : app.proofs()) {
            if (proof instanceof AppProof.Certificate known && isNamed(jwt.getHeader(), known.certificate())
                    && BY_CERTIFICATE.contains(jwt.getHeader().getAlgorithm())
                    && known.certificate().getPublicKey() instanceof RSAPublicKey key
                    && jwt.verify(new RSASSAVerifier(key))) {
                return;
            }
        }
        throw ProofRefusal.signature(app);
    }

    /** RFC 7515, sections 4.1.6 to 4.1.8: the certificate itself or a thumbprint of it; what is named must all fit. */
    @SuppressWarnings("deprecation") // Entra still takes SHA-1 thumbprints, so this does too.
    private static boolean isNamed(JWSHeader header, X509Certificate certificate) {
        Base64URL sha256 = header.getX509CertSHA256Thumbprint();
        Base64URL sha1 = header.getX509CertThumbprint();
        if (sha256 == null && sha1 == null) {
            return false;
        }
        boolean chain = header.getX509CertChain() == null || certificate
                .equals(X509CertUtils.parse(header.getX509CertChain().getFirst().decode()));
        return chain && (sha256 == null || sameBytes(sha256, X509CertUtils.computeSHA256Thumbprint(certificate)))
                && (sha1 == null || sameBytes(sha1, Thumbprint.sha1(certificate)));
    }

    /** MSAL4J writes thumbprints in the ordinary alphabet of Base64, with padding, and Entra takes them. */
    private static boolean sameBytes(Base64URL sent, Base64URL known) {
        return Arrays.equals(sent.decode(), known.decode());
    }

    private void requireOurs(EntraRequest request, JWTClaimsSet claims) throws EntraRefusal {
        String base = authority + "/" + request.tenant().id();
        if (claims.getAudience().stream().noneMatch(Set.of(base + "/oauth2/v2.0/token", base + "/v2.0")::contains)) {
            throw ProofRefusal.audience();
        }
    }

    private static void requireFederation(AppRegistration app, SignedJWT jwt, JWTClaimsSet claims)
            throws EntraRefusal, JOSEException {
        List<AppProof.Federated> trusted = app.proofs()
                .stream()
                .filter(AppProof.Federated.class::isInstance)
                .map(AppProof.Federated.class::cast)
                .filter(proof -> proof.issuer().equals(claims.getIssuer()))
                .toList();
        if (trusted.isEmpty()) {
            throw ProofRefusal.issuer(String.valueOf(claims.getIssuer()));
        }
        trusted = trusted.stream().filter(proof -> claims.getAudience().contains(proof.audience())).toList();
        if (trusted.isEmpty()) {
            throw ProofRefusal.federatedAudience(String.join(" ", claims.getAudience()));
        }
        trusted = trusted.stream().filter(proof -> Objects.equals(proof.subject(), claims.getSubject())).toList();
        if (trusted.isEmpty()) {
            throw ProofRefusal.subject(String.valueOf(claims.getSubject()));
        }
        for (AppProof.Federated proof : trusted) {
            JWK key = proof.keys().getKeyByKeyId(jwt.getHeader().getKeyID());
            if (key != null && isSignedBy(key, jwt)) {
                return;
            }
        }
        throw ProofRefusal.signature(app);
    }

    private static boolean isSignedBy(JWK key, SignedJWT jwt) throws JOSEException {
        Key verifying = switch (key.getKeyType().getValue()) {
            case "RSA" -> key.toRSAKey().toPublicKey();
            case "EC" -> key.toECKey().toPublicKey();
            default -> throw new JOSEException("Only RSA and EC keys are taken.");
        };
        return jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), verifying));
    }

    private void requireTime(JWTClaimsSet claims) throws EntraRefusal {
        Instant now = clock.instant();
        boolean ended = claims.getExpirationTime() == null
                || !now.isBefore(claims.getExpirationTime().toInstant().plus(SKEW));
        boolean early = claims.getNotBeforeTime() != null
                && claims.getNotBeforeTime().toInstant().isAfter(now.plus(SKEW));
        if (ended || early) {
            throw ProofRefusal.time();
        }
    }
}
