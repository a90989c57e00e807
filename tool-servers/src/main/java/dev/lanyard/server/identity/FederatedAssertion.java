package dev.lanyard.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;

/**
 * Is a token as a cluster gives to a workload that runs in it, and what a directory has to trust for it (workload identity
 * federation). The cluster is made up; its key is forgotten at once.
 *
 * @param proof what the directory trusts
 * @param compact the token, a secret
 */
public record FederatedAssertion(AppProof.Federated proof, String compact) {
    private static final String ISSUER = "https://cluster.playground.example/";
    private static final String SUBJECT = "system:serviceaccount:playground:lanyard";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final Duration VALIDITY = Duration.ofDays(7);

    /** Returns a new one, valid for seven days. */
    public static FederatedAssertion create(Clock clock) {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID("cluster").generate();
            SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                    new JWTClaimsSet.Builder().issuer(ISSUER)
                            .subject(SUBJECT)
                            .audience(AUDIENCE)
                            .expirationTime(Date.from(clock.instant().plus(VALIDITY)))
                            .build());
            jwt.sign(new ECDSASigner(key));
            return new FederatedAssertion(
                    new AppProof.Federated(ISSUER, SUBJECT, AUDIENCE, new JWKSet(key.toPublicJWK())),
                    jwt.serialize());
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java runtime has no P-256 keys.", e);
        }
    }

    @Override
    public String toString() {
        return "FederatedAssertion[" + proof.subject() + "]";
    }
}
