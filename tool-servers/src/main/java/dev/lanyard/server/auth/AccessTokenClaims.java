package dev.lanyard.server.auth;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import dev.lanyard.server.protocol.Caller;
import dev.lanyard.server.protocol.Presented;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the claims of an access token whose signature is good (RFC 9068, section 4; RFC 7519, section 4.1). */
final class AccessTokenClaims implements JWTClaimsSetVerifier<SecurityContext> {
    /** Claims that only ID tokens have (OpenID Connect Core 1.0, sections 2 and 3.3.2.11). */
    private static final List<String> OF_ID_TOKENS = List.of("nonce", "at_hash", "c_hash");

    private final JwtRules rules;
    private final Clock clock;

    AccessTokenClaims(JwtRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws ClaimMismatch {
        require(claims.getClaims().keySet().stream().noneMatch(OF_ID_TOKENS::contains),
                "The token is an ID token. Send an access token.");
        require(rules.issuer().equals(claims.getIssuer()),
                "The issuer of the token is not '" + rules.issuer() + "'.");
        require(!Collections.disjoint(rules.audiences(), claims.getAudience()),
                "The audience of the token is not '" + String.join("' or '", rules.audiences()) + "'.");
        String subject = claims.getSubject();
        require(subject != null && !subject.isBlank(), "The token names no subject.");
        Date expiry = claims.getExpirationTime();
        require(expiry != null, "The token never expires, which is not accepted.");
        Instant now = clock.instant();
        require(expiry == null || now.isBefore(expiry.toInstant().plus(rules.clockSkew())), "The token has expired.");
        Instant latest = now.plus(rules.clockSkew());
        require(notAfter(claims.getNotBeforeTime(), latest) && notAfter(claims.getIssueTime(), latest),
                "The token is not valid yet. Check the clocks of both machines.");
    }

    private static boolean notAfter(@Nullable Date time, Instant latest) {
        return time == null || !time.toInstant().isAfter(latest);
    }

    private static void require(boolean fits, String otherwise) throws ClaimMismatch {
        if (!fits) {
            throw new ClaimMismatch(otherwise);
        }
    }

    /** Returns who a token speaks for, once its claims are verified. */
    static Caller caller(JWTClaimsSet claims, String compact) {
        String subject = claims.getSubject();
        String client = Stream.of("azp", "appid", "client_id")
                .map(claims::getClaim)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(subject);
        Set<String> permissions = Stream.of("scp", "scope", "roles")
                .flatMap(name -> words(claims.getClaim(name)))
                .collect(Collectors.toSet());
        return new Caller(Caller.Kind.TOKEN, subject, client, permissions, Presented.of(compact));
    }

    /** Scopes are words separated by spaces (RFC 6749, section 3.3) or, with some issuers, a list; roles are a list. */
    private static Stream<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty());
            case Collection<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }
}
