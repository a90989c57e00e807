package dev.lanyard.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import dev.lanyard.credential.CredentialException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a client has into what it sends to the token endpoint. */
final class ClientProofs {
    private static final long ASSERTION_SECONDS = 60;

    private ClientProofs() {}

    /** Returns what goes along, or null if only the client id does. */
    static @Nullable ClientAuthentication authentication(RegisteredClient client, IssuerMetadata issuer, Clock clock) {
        ClientID id = new ClientID(client.id());
        return switch (client.proof()) {
            case ClientProof.None() -> null;
            case ClientProof.SharedSecret(var secret, ClientProof.Place place) -> {
                var value = new com.nimbusds.oauth2.sdk.auth.Secret(secret.reveal());
                yield inBody(place, issuer) ? new ClientSecretPost(id, value) : new ClientSecretBasic(id, value);
            }
            case ClientProof.PrivateKey key -> assertion(client, key, issuer, clock);
        };
    }

    private static boolean inBody(ClientProof.Place place, IssuerMetadata issuer) {
        return switch (place) {
            case BODY -> true;
            case HEADER -> false;
            case ANY -> issuer.proofs().contains("client_secret_post")
                    && !issuer.proofs().contains("client_secret_basic");
        };
    }

    /** The audience is the issuer alone: an assertion for a token endpoint could be used at another (RFC 7523bis). */
    private static ClientAuthentication assertion(RegisteredClient client, ClientProof.PrivateKey key,
            IssuerMetadata issuer, Clock clock) {
        Date now = Date.from(clock.instant());
        Date end = Date.from(clock.instant().plusSeconds(ASSERTION_SECONDS));
        var claims = new JWTAuthenticationClaimsSet(new ClientID(client.id()),
                List.of(new Audience(issuer.issuer())), end, now, now, new JWTID());
        try {
            String text = key.key().reveal();
            if (text.startsWith("{")) {
                JWK jwk = JWK.parse(text);
                if (!(jwk instanceof AsymmetricJWK asymmetric)) {
                    throw new InvalidKey("it is not an asymmetric key");
                }
                return new PrivateKeyJWT(claims, JWSAlgorithm.parse(key.algorithm()), asymmetric.toPrivateKey(),
                        jwk.getKeyID(), null);
            }
            return new PrivateKeyJWT(claims, JWSAlgorithm.parse(key.algorithm()), pem(text, key.algorithm()), null,
                    null);
        } catch (JOSEException | GeneralSecurityException | ParseException | IllegalArgumentException e) {
            throw new CredentialException.Unavailable(client.id(),
                    "The private key of client '" + client.id() + "' cannot be used for " + key.algorithm() + ".",
                    "Give a PKCS#8 key in PEM, or a JWK, that fits the algorithm.", null);
        }
    }

    private static PrivateKey pem(String text, String algorithm) throws GeneralSecurityException {
        String body = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("(\\\\n|\\s)", "");
        KeyFactory keys = KeyFactory
                .getInstance(algorithm.startsWith("ES") ? "EC" : algorithm.startsWith("Ed") ? "Ed25519" : "RSA");
        return keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private static final class InvalidKey extends GeneralSecurityException {
        private static final long serialVersionUID = 1;

        InvalidKey(String message) {
            super(message);
        }
    }
}
