package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Renews tokens under the store's lock, so that of all processes one uses up a rotating refresh token (OAuth 2.1, section
 * 4.3). What fails takes nothing away that may still work.
 */
final class Renewal {
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final SignInStore store;
    private final Clock clock;
    private final Rotations rotations;
    private volatile @Nullable Secret last;

    Renewal(SignInStore store, Clock clock, Rotations rotations) {
        this.rotations = rotations;
        this.store = store;
        this.clock = clock;
    }

    /** Remembers what has been given, so that the next request is known to want another. */
    TokenSet given(TokenSet tokens) {
        last = tokens.access();
        return tokens;
    }

    /** Forgets what has been given. */
    void forget() {
        last = null;
    }

    /** Returns the stored tokens if they are good and not those that the caller already has. */
    Optional<TokenSet> stored(Binding binding, CredentialRequest request) {
        return store.tokens(binding).filter(tokens -> usable(tokens, request));
    }

    /** Returns tokens that were renewed, here or in another process just now; empty if that needs the user. */
    Optional<TokenSet> renewed(Binding binding, CredentialRequest request, Supplier<TokenEndpoint> endpoint,
            KnownClient client, Runnable forgotten) {
        rotations.begin();
        try {
            return rotated(binding, request, endpoint, client, forgotten);
        } finally {
            rotations.end();
        }
    }

    private Optional<TokenSet> rotated(Binding binding, CredentialRequest request, Supplier<TokenEndpoint> endpoint,
            KnownClient client, Runnable forgotten) {
        AtomicReference<@Nullable TokenSet> fresh = new AtomicReference<>();
        var unused = store.change(binding, present -> {
            if (present.isEmpty() || usable(present.get(), request)) {
                fresh.set(present.orElse(null));
                return present;
            }
            TokenSet old = present.get();
            Secret refresh = old.refresh();
            if (refresh == null) {
                return present;
            }
            TokenAnswer answer = endpoint.get()
                    .ask(client.client(), new RefreshTokenGrant(new RefreshToken(refresh.reveal())), List.of(),
                            binding.resource(), old.key());
            return switch (answer) {
                case TokenAnswer.Granted(TokenSet tokens) -> {
                    fresh.set(tokens.after(old));
                    yield Optional.of(tokens.after(old));
                }
                case TokenAnswer.Refused refused -> {
                    // Of another client it says that its secret or document is wrong now, not that the token is spent.
                    boolean lost = refused.error().equals("invalid_client") && client.registered();
                    if (lost) {
                        forgotten.run();
                    }
                    boolean spent = lost || refused.error().equals("invalid_grant");
                    yield Optional.of(spent ? old.withoutRefresh() : old);
                }
            };
        });
        return Optional.ofNullable(fresh.get());
    }

    private boolean usable(TokenSet tokens, CredentialRequest request) {
        return clock.instant().plus(SKEW).isBefore(tokens.expiresAt()) && !Objects.equals(tokens.access(), last)
                && !refused(request, tokens.access());
    }

    private static boolean refused(CredentialRequest request, Secret access) {
        return request.refusal() != null && holds(request.refusal().refused(), access);
    }

    private static boolean holds(Credential credential, Secret access) {
        return switch (credential) {
            case Credential.AccessToken token -> token.value().equals(access);
            case Credential.All all -> all.parts().stream().anyMatch(part -> holds(part, access));
            case Credential.None none -> false;
            case Credential.Keys keys -> false;
            case Credential.Plain plain -> false;
        };
    }
}
