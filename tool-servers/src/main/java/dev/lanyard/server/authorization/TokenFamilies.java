package dev.lanyard.server.authorization;

import dev.lanyard.server.auth.SecretHash;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Keeps refresh tokens, of which every use makes a new one. One that was used before says that it was stolen, by this caller
 * or from it: the whole family ends (RFC 9700, section 4.14.2). A token is the id of its family and a secret, so that old ones
 * need not be remembered. Thread-safe.
 */
final class TokenFamilies {
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final int LIMIT = 10_000;

    private record Family(Grant grant, SecretHash current) {}

    /** A refresh token with what it stands for. */
    record Refreshed(Grant grant, String next) {}

    private final ExpiringStore<Family> families;
    private final ExpiringStore<Boolean> revoked;

    TokenFamilies(Clock clock) {
        this.families = new ExpiringStore<>(clock, LIMIT);
        this.revoked = new ExpiringStore<>(clock, LIMIT);
    }

    /** Returns the first refresh token of a grant. */
    synchronized String open(Grant grant) {
        return renew(grant);
    }

    /** Takes a refresh token for the next one, unless the check of its grant throws: then it stays as it was. */
    synchronized Refreshed rotate(String presented, Client client, Consumer<Grant> check) {
        Family family = families.find(familyOf(presented))
                .orElseThrow(() -> OAuthRefusal.grant("The refresh token is unknown, ended or was taken back."));
        if (!family.grant().clientId().equals(client.id()) || !family.current().matches(presented)) {
            revoke(family.grant().family());
            throw OAuthRefusal.grant("The refresh token was used before. All tokens that came of it are taken back.");
        }
        check.accept(family.grant());
        return new Refreshed(family.grant(), renew(family.grant()));
    }

    /** Ends the family of a refresh token, if it is one of this client (RFC 7009, section 2.1). */
    synchronized void revoke(String presented, Client client) {
        families.find(familyOf(presented))
                .filter(family -> family.grant().clientId().equals(client.id()))
                .ifPresent(family -> revoke(family.grant().family()));
    }

    synchronized void revoke(String family) {
        families.take(family);
        revoked.put(family, true, UNUSED);
    }

    boolean isRevoked(String family) {
        return revoked.find(family).isPresent();
    }

    private String renew(Grant grant) {
        String next = grant.family() + "." + RandomValue.create();
        families.put(grant.family(), new Family(grant, SecretHash.of(next)), UNUSED);
        return next;
    }

    private static String familyOf(String presented) {
        int dot = presented.indexOf('.');
        return dot < 0 ? presented : presented.substring(0, dot);
    }
}
