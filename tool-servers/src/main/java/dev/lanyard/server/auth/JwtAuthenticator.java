package dev.lanyard.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.Caller;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who shows an access token that a trusted issuer signed for this resource (RFC 6750, section 2.1; RFC 9068,
 * section 4; RFC 8725). A token in the query or the body is not looked at (MCP 2025-11-25, Authorization, token
 * requirements).
 */
public final class JwtAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(JwtAuthenticator.class);
    /** RFC 6750, section 2.1; the scheme in any case: RFC 9110, section 11.1. */
    private static final Pattern BEARER = Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);
    private static final String UNTRUSTED = "The token is malformed or not signed by a key of the issuer.";
    private static final int MAX_CHARS = 12_000;

    private final JwtRules rules;
    private final BearerChallenge challenge;
    private final KeySet keys;
    private final ValidatedTokens validated;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * Creates an authenticator.
     *
     * @param rules which tokens are taken
     * @param metadata the document that challenges point to
     * @param keys the keys of the issuer
     * @param clock tells whether a token has expired
     */
    public JwtAuthenticator(JwtRules rules, ProtectedResourceMetadata metadata, KeySet keys, Clock clock) {
        this.rules = rules;
        this.challenge = new BearerChallenge(metadata);
        this.keys = keys;
        this.validated = new ValidatedTokens(clock);
        Set<JWSAlgorithm> algorithms = rules.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys.source()));
        // RFC 9068, section 4, wants at+jwt; Entra says JWT. Any other type is a token of another kind.
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"),
                        new JOSEObjectType("application/at+jwt"), null));
        processor.setJWTClaimsSetVerifier(new AccessTokenClaims(rules, clock));
    }

    @Override
    public Caller authenticate(HttpExchange exchange) {
        List<String> headers = exchange.headers("Authorization");
        if (headers.isEmpty()) {
            throw challenge.missing();
        }
        if (headers.size() > 1) {
            throw challenge.malformed("Send the Authorization header once.");
        }
        Matcher bearer = BEARER.matcher(headers.getFirst());
        if (headers.getFirst().length() > MAX_CHARS || !bearer.matches()) {
            throw challenge.invalid("Send 'Bearer', a space and the token.");
        }
        SecretHash hash = SecretHash.of(bearer.group(1));
        Caller caller = validated.find(hash).orElseGet(() -> validate(bearer.group(1), hash));
        if (!caller.may(rules.permission())) {
            throw challenge.insufficient(rules.permission());
        }
        return caller;
    }

    private Caller validate(String compact, SecretHash hash) {
        try {
            SignedJWT jwt = SignedJWT.parse(compact);
            // RFC 7515, section 4.1.11: we understand no extension, so any that is critical makes the token invalid.
            if (jwt.getHeader().getIncludedParams().contains("crit")) {
                throw challenge.invalid("The token uses a critical extension, which is not supported.");
            }
            JWTClaimsSet claims = processor.process(jwt, null);
            Caller caller = AccessTokenClaims.caller(claims, compact);
            validated.add(hash, caller, claims.getExpirationTime().toInstant().plus(rules.clockSkew()));
            return caller;
        } catch (ClaimMismatch mismatch) {
            throw challenge.invalid(mismatch.reason());
        } catch (KeySourceException unreachable) {
            // When fetching is held back although the keys are known, the token names a key that is not among them.
            if (unreachable instanceof RateLimitReachedException && keys.isKnown()) {
                throw challenge.invalid(UNTRUSTED);
            }
            LOG.warn("The keys of {} cannot be fetched.", rules.issuer(), unreachable);
            throw new HttpRefusal(503, "temporarily_unavailable",
                    "The keys of the issuer cannot be fetched. Try again.",
                    Map.of("Retry-After", "5"));
        } catch (BadJOSEException | ParseException | JOSEException untrusted) {
            LOG.debug("A token was refused.", untrusted);
            throw challenge.invalid(UNTRUSTED);
        }
    }
}
