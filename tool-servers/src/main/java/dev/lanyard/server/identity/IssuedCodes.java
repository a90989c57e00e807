package dev.lanyard.server.identity;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.lanyard.server.authorization.ExpiringStore;
import dev.lanyard.server.authorization.RandomValue;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives out authorization codes and takes each back once (RFC 6749, section 4.1.2; RFC 7636). Thread-safe. */
final class IssuedCodes {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int LIMIT = 10_000;

    /** What a code stands for. */
    record Issued(SignIn signIn, String scope, URI redirectUri, @Nullable Challenge challenge,
            @Nullable String nonce) {}

    /** What the verifier must fit. */
    record Challenge(CodeChallengeMethod method, String value) {
        boolean fits(Optional<String> verifier) {
            try {
                return verifier.map(given -> CodeChallenge.compute(method, new CodeVerifier(given)).getValue())
                        .filter(value::equals)
                        .isPresent();
            } catch (IllegalArgumentException malformed) {
                return false;
            }
        }
    }

    private final ExpiringStore<Issued> open;
    private final ExpiringStore<Boolean> known;
    private final ExpiringStore<Boolean> used;

    IssuedCodes(Clock clock) {
        this.open = new ExpiringStore<>(clock, LIMIT);
        this.known = new ExpiringStore<>(clock, LIMIT);
        this.used = new ExpiringStore<>(clock, LIMIT);
    }

    String issue(Issued issued) {
        String code = RandomValue.create();
        open.put(code, issued, LIFETIME);
        known.put(code, true, REMEMBERED);
        return code;
    }

    /** Returns what a code stands for. Whatever is wrong with the request, the code is spent. */
    synchronized Issued redeem(EntraRequest request, ProvenApp client) throws EntraRefusal {
        String code = request.required("code");
        Optional<Issued> found = open.take(code);
        if (found.isEmpty()) {
            throw used.find(code).isPresent()
                    ? GrantRefusal.codeUsed()
                    : known.find(code).isPresent() ? GrantRefusal.codeExpired() : GrantRefusal.codeUnknown();
        }
        used.put(code, true, REMEMBERED);
        Issued issued = found.get();
        if (!issued.signIn().client().equals(client.app().clientId())) {
            throw GrantRefusal.codeOfAnother();
        }
        if (!issued.redirectUri().toString().equals(request.required("redirect_uri"))) {
            throw GrantRefusal.redirectDiffers();
        }
        if (issued.challenge() != null && !issued.challenge().fits(request.value("code_verifier"))) {
            throw GrantRefusal.verifierWrong();
        }
        return issued;
    }
}
