package dev.lanyard.server.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import java.security.Key;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Finds out which client sends a request, and whether it is (RFC 6749, section 2.3). Each client proves itself in the way that
 * it is registered with and in no weaker one. Thread-safe.
 */
final class ClientAuthenticator {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256,
            JWSAlgorithm.PS256);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final String UNPROVEN = "The client did not prove itself as it is registered to.";

    private final AuthorizationSettings settings;
    private final Clients clients;
    private final ExpiringStore<Boolean> assertions;

    ClientAuthenticator(AuthorizationSettings settings, Clients clients) {
        this.settings = settings;
        this.clients = clients;
        this.assertions = new ExpiringStore<>(settings.clock(), 10_000);
    }

    Client authenticate(HTTPRequest request) throws ParseException {
        ClientAuthentication presented;
        try {
            presented = ClientAuthentication.parse(request);
        } catch (ParseException malformed) {
            throw OAuthRefusal.client("The client's credentials are malformed.");
        }
        String sent = MultivaluedMapUtils.getFirstValue(request.getBodyAsFormParameters(), "client_id");
        String id = presented == null ? sent : presented.getClientID().getValue();
        if (id == null || (sent != null && !sent.equals(id))) {
            throw OAuthRefusal.client("The request must name one client, in 'client_id' or in its credentials.");
        }
        Client client = clients.find(id);
        boolean proven = switch (client.proof()) {
            case ClientProof.None none -> presented == null;
            case ClientProof.Shared shared -> presented instanceof PlainClientSecret plain
                    && shared.methods().contains(plain.getMethod())
                    && shared.hash().matches(plain.getClientSecret().getValue());
            case ClientProof.Keys keys -> presented instanceof PrivateKeyJWT assertion
                    && isGood(assertion, keys.keys());
        };
        if (!proven) {
            throw OAuthRefusal.client(UNPROVEN);
        }
        return client;
    }

    /** RFC 7523, section 3: for this server, in time, used once, signed by a key of the client. */
    private boolean isGood(PrivateKeyJWT assertion, JWKSet keys) {
        var claims = assertion.getJWTAuthenticationClaimsSet();
        Instant now = settings.clock().instant();
        Instant end = claims.getExpirationTime().toInstant();
        boolean timely = now.isBefore(end.plus(SKEW)) && end.isBefore(now.plus(LONGEST));
        Set<String> names = Set.of(settings.issuer().toString(), settings.at("/token").toString());
        boolean forUs = claims.getAudience().stream().anyMatch(audience -> names.contains(audience.getValue()));
        return timely && forUs && claims.getJWTID() != null && isSigned(assertion.getClientAssertion(), keys)
                && isNew(assertion.getClientID().getValue() + " " + claims.getJWTID().getValue());
    }

    private synchronized boolean isNew(String use) {
        boolean fresh = assertions.find(use).isEmpty();
        assertions.put(use, true, LONGEST.plus(SKEW).plus(SKEW));
        return fresh;
    }

    private static boolean isSigned(SignedJWT jwt, JWKSet keys) {
        if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
            return false;
        }
        List<JWK> fitting = new JWKSelector(JWKMatcher.forJWSHeader(jwt.getHeader())).select(keys);
        return KeyConverter.toJavaKeys(Collections.unmodifiableList(fitting))
                .stream()
                .filter(PublicKey.class::isInstance)
                .anyMatch(key -> isSigned(jwt, key));
    }

    private static boolean isSigned(SignedJWT jwt, Key key) {
        try {
            return jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), key));
        } catch (JOSEException wrongKind) {
            return false;
        }
    }
}
