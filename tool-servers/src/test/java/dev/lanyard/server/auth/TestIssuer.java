package dev.lanyard.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Signs tokens, good and bad, and serves the keys of the good ones; counts how often these were fetched. */
public final class TestIssuer implements HttpHandler {
    /** The issuer as tokens name it. */
    public static final String ISSUER = "https://issuer.example/tenant/v2.0";
    /** The audience of the resource under test. */
    public static final String AUDIENCE = "api://reverse";
    /** When all tests happen. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    final AtomicInteger fetches = new AtomicInteger();
    final RSAKey rsa = Keys.RSA;
    /** What is served beside the keys that sign as a rule; those too are gone once one is set. */
    volatile @Nullable RSAKey rotated;
    final ECKey ec = Keys.EC;
    /** Whether the keys are asked for in vain. */
    volatile boolean down;

    /** Keys are made once: an RSA key takes up to a second. */
    private static final class Keys {
        private static final RSAKey RSA;
        private static final ECKey EC;

        static {
            try {
                RSA = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
                EC = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
            } catch (JOSEException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        if (down) {
            exchange.respond(503, Map.of(), new byte[0]);
            return;
        }
        RSAKey next = rotated;
        byte[] keys = new JWKSet(next == null ? List.of(rsa, ec) : List.of(next)).toString(true)
                .getBytes(StandardCharsets.UTF_8);
        exchange.respond(200, Map.of("Content-Type", "application/jwk-set+json"), keys);
    }

    /** Returns a valid token with these claims changed; the scope is {@code execute}. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> claims) throws JOSEException {
        return token(header(), claims);
    }

    /** Returns a valid token with another header, signed by the RSA key. */
    String token(JWSHeader header, UnaryOperator<JWTClaimsSet.Builder> claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims.apply(claims()).build());
        jwt.sign(new RSASSASigner(rsa));
        return jwt.serialize();
    }

    String ecToken() throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build(),
                claims().build());
        jwt.sign(new ECDSASigner(ec));
        return jwt.serialize();
    }

    static JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1").type(JOSEObjectType.JWT).build();
    }

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("alice")
                .claim("azp", "agent")
                .claim("scp", "read execute")
                .issueTime(at(0))
                .notBeforeTime(at(0))
                .expirationTime(at(3600));
    }

    static Date at(long seconds) {
        return Date.from(CLOCK.instant().plusSeconds(seconds));
    }
}
