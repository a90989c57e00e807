package dev.lanyard.server.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs access tokens with ES256 (RFC 7518, section 3.4). The key is made when first needed and never written. Thread-safe. */
final class TokenSigner {
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;
    /** RFC 9068, section 2.1. */
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private @Nullable ECKey key;

    /** Returns the public half as a JWK set (RFC 7517, section 5), the answer of a {@code jwks_uri}. */
    String publicKeys() {
        return new JWKSet(key()).toString(true);
    }

    String sign(JWTClaimsSet claims) {
        ECKey own = key();
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(ALGORITHM).type(TYPE).keyID(own.getKeyID()).build(),
                claims);
        try {
            jwt.sign(new ECDSASigner(own));
        } catch (JOSEException e) {
            throw new IllegalStateException("The token cannot be signed.", e);
        }
        return jwt.serialize();
    }

    /** Returns the claims of a token that was signed here, or nothing of any other. */
    Optional<JWTClaimsSet> verify(String compact) {
        try {
            SignedJWT jwt = SignedJWT.parse(compact);
            boolean ours = ALGORITHM.equals(jwt.getHeader().getAlgorithm()) && TYPE.equals(jwt.getHeader().getType())
                    && jwt.verify(new ECDSAVerifier(key().toPublicJWK()));
            return ours ? Optional.of(jwt.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException foreign) {
            return Optional.empty();
        }
    }

    private synchronized ECKey key() {
        if (key == null) {
            try {
                key = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE)
                        .algorithm(ALGORITHM)
                        .keyIDFromThumbprint(true)
                        .generate();
            } catch (JOSEException e) {
                throw new IllegalStateException("This Java runtime has no keys on P-256.", e);
            }
        }
        return key;
    }
}
