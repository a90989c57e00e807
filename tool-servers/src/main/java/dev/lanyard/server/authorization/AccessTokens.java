package dev.lanyard.server.authorization;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues access tokens as signed JWTs (RFC 9068) and says which of them still count. Thread-safe. */
final class AccessTokens {
    private static final int LIMIT = 10_000;

    private final AuthorizationSettings settings;
    private final TokenSigner signer;
    private final TokenFamilies families;
    private final ExpiringStore<String> familyById;

    AccessTokens(AuthorizationSettings settings, TokenSigner signer, TokenFamilies families) {
        this.settings = settings;
        this.signer = signer;
        this.families = families;
        this.familyById = new ExpiringStore<>(settings.clock(), LIMIT);
    }

    Duration lifetime() {
        return settings.tokenLifetime();
    }

    /**
     * Returns a token for the one resource of the grant.
     *
     * @param actor who acts for the subject (RFC 8693, section 4.1), or null if the client of the grant does
     */
    String issue(Grant grant, @Nullable String actor) {
        Instant now = settings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        String id = UUID.randomUUID().toString();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(settings.issuer().toString())
                .subject(grant.subject())
                .audience(grant.resource().toString())
                .claim("client_id", grant.clientId())
                .claim("scope", String.join(" ", grant.scopes()))
                .jwtID(id)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime())));
        if (actor != null) {
            claims.claim("act", Map.of("sub", actor));
        }
        familyById.put(id, grant.family(), lifetime());
        return signer.sign(claims.build());
    }

    /** Returns the grant behind a token that was issued here, has not expired and was not taken back. */
    Optional<Grant> find(String compact) {
        return signer.verify(compact).flatMap(claims -> {
            Optional<String> family = familyById.find(claims.getJWTID()).filter(id -> !families.isRevoked(id));
            boolean valid = settings.clock().instant().isBefore(claims.getExpirationTime().toInstant());
            return valid ? family.flatMap(id -> grant(id, claims)) : Optional.empty();
        });
    }

    /** Returns when a token that was found ends. */
    Instant end(String compact) {
        return signer.verify(compact).orElseThrow().getExpirationTime().toInstant();
    }

    /** Takes back one token. A resource that does not ask here takes it until it expires. */
    void revoke(String compact, Client client) {
        signer.verify(compact)
                .filter(claims -> client.id().equals(claims.getClaim("client_id")))
                .ifPresent(claims -> familyById.take(claims.getJWTID()));
    }

    private static Optional<Grant> grant(String family, JWTClaimsSet claims) {
        try {
            Set<String> scopes = new LinkedHashSet<>(List.of(claims.getStringClaim("scope").split(" ", -1)));
            return Optional.of(new Grant(family, claims.getStringClaim("client_id"), claims.getSubject(), scopes,
                    URI.create(claims.getAudience().getFirst())));
        } catch (ParseException foreign) {
            return Optional.empty();
        }
    }
}
