package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenFacts;
import dev.lanyard.credential.TokenSource;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.SignIn;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets tokens for one server that its user signs in to: kept ones, renewed ones, or by a sign-in. */
final class SignInFlow implements TokenSource {
    private final OAuthServer server;
    private final OAuthContext context;
    private final UserInteraction interaction;
    private final Clock clock;
    private final IssuerHttp http;
    private final SignInStore store;
    private final ProtectionFinder protections;
    private final ClientIdentification clients;
    private final Renewal renewal;
    private final AgentListener listener;

    SignInFlow(OAuthServer server, OAuthContext context, IssuerHttp http, AgentListener listener) {
        this.server = server;
        this.listener = listener;
        this.context = context;
        this.interaction = context.interaction();
        this.clock = context.clock();
        this.http = http;
        this.store = new SignInStore(context.store(), server, clock);
        this.protections = new ProtectionFinder(server, new Discovery(server.name(), server.url(), http));
        this.clients = new ClientIdentification(server, store, http, interaction);
        this.renewal = new Renewal(store, clock, context.rotations());
    }

    /** Says whether something is kept that may be good without the user. */
    boolean hasKept() {
        return store.binding()
                .flatMap(store::tokens)
                .filter(tokens -> tokens.refresh() != null || clock.instant().isBefore(tokens.expiresAt()))
                .isPresent();
    }

    /** Returns what is known of the tokens that are kept, empty if there are none. */
    Optional<TokenFacts> facts() {
        return store.binding()
                .flatMap(binding -> store.tokens(binding)
                        .map(tokens -> new TokenFacts(binding.issuer(), binding.client(),
                                binding.resource().isEmpty() ? null : binding.resource(),
                                tokens.scopes().isEmpty() ? binding.scopes() : tokens.scopes(), server.account(),
                                TokenFacts.Kept.IN_STORE)));
    }

    @Override
    public AccessToken acquire(CredentialRequest request) {
        Optional<Challenge> challenge = request.challenge();
        Optional<Binding> bound = store.binding();
        // On a 403 too: another process may have asked for more meanwhile.
        Optional<TokenSet> stored = bound.flatMap(binding -> renewal.stored(binding, request));
        if (stored.isPresent()) {
            return renewal.given(stored.get()).token();
        }
        if (challenge.filter(said -> said.status() == 403).isPresent()) {
            return stepUp(challenge.get(), bound);
        }
        if (challenge.isEmpty()) {
            return bound
                    .flatMap(binding -> renewed(binding, request, protections.by(binding.issuer(), binding.legacy())))
                    .orElseThrow(() -> required("Server '" + server.name() + "' needs you to sign in."));
        }
        // Only now, as a refresh token goes nowhere before it is known that the server still has the same issuer.
        Protection protection = protection(challenge, bound);
        Optional<AccessToken> renewed = bound.filter(binding -> binding.issuer().equals(protection.issuer().issuer()))
                .flatMap(binding -> renewed(binding, request, protection));
        return renewed.orElseGet(() -> signedIn(protection, scopes(challenge, protection), challenge, null));
    }

    /** Has the user sign in, whatever is kept. */
    void signIn() {
        Optional<Challenge> challenge = Probe.challenge(http, server.url());
        Protection protection = protection(challenge, store.binding());
        renewal.forget();
        var unused = signedIn(protection, scopes(challenge, protection), challenge, null);
        renewal.forget();
    }

    /**
     * Forgets the tokens and revokes them where the issuer allows that (RFC 7009), or tells the listener why that was not to be
     * had; the issuer stays pinned.
     */
    void signOut() {
        renewal.forget();
        Optional<Binding> bound = store.binding();
        // What a renewal puts there meanwhile, here or in another process, is revoked and not what was there before.
        Optional<TokenSet> tokens = bound.flatMap(store::taken);
        bound.flatMap(binding -> tokens.flatMap(taken -> notRevoked(binding, taken)))
                .ifPresent(why -> listener.on(
                        new AgentEvent.CredentialNotRevoked(server.name(), bound.get().issuer(), why)));
        bound.ifPresent(binding -> clients.signedOut(binding.issuer()));
    }

    /** Revokes tokens; returns why they may be good for longer, empty if all is done that the issuer offers. */
    private Optional<String> notRevoked(Binding binding, TokenSet tokens) {
        try {
            IssuerMetadata issuer = protections.by(binding.issuer(), binding.legacy()).issuer();
            Optional<KnownClient> client = clients.known(issuer, binding.client());
            return client.isPresent()
                    ? Revocation.revoke(issuer, client.get().client(), tokens, http, clock)
                    : Optional.of("the client that they were given to is not known any more");
        } catch (CredentialException e) {
            return Optional.of("its metadata cannot be read");
        }
    }

    private Optional<AccessToken> renewed(Binding binding, CredentialRequest request, Protection protection) {
        IssuerMetadata issuer = protection.issuer();
        return clients.known(issuer, binding.client())
                .flatMap(client -> renewal.renewed(binding, request, () -> endpoint(issuer), client,
                        () -> store.forgetClient(issuer.issuer(), binding.client())))
                .map(tokens -> renewal.given(tokens).token());
    }

    /** MCP 2026-07-28, Authorization, Step-Up Authorization Flow: what was asked for before, and what is wanted now. */
    private AccessToken stepUp(Challenge challenge, Optional<Binding> bound) {
        List<String> wanted = challenge.scope().map(Scopes::parse).orElse(List.of());
        List<String> had = bound.map(Binding::scopes).orElse(List.of());
        List<String> added = Scopes.without(wanted, had);
        if (added.isEmpty()) {
            throw new CredentialException.InsufficientScope(server.name(), wanted,
                    "Server '" + server.name() + "' wants more than its token allows, and asking again brings no more"
                            + (wanted.isEmpty() ? "." : ": " + String.join(" ", wanted) + "."),
                    "Ask whoever runs the server to grant it to you.", null);
        }
        Protection protection = protection(Optional.of(challenge), bound);
        List<String> scopes = Scopes.union(had, wanted);
        String reason = "it asks for more: " + String.join(" ", added);
        SignIn shown = new SignIn(server.name(), URI.create(protection.issuer().issuer()), scopes, reason);
        if (!approved(shown, added)) {
            throw new CredentialException.InsufficientScope(server.name(), added,
                    "Server '" + server.name() + "' was not allowed more: " + String.join(" ", added) + ".",
                    "Allow it when it asks again, or do without.", null);
        }
        return signedIn(protection, scopes, Optional.of(challenge), reason);
    }

    private Protection protection(Optional<Challenge> challenge, Optional<Binding> bound) {
        return protections.find(challenge, bound.map(Binding::issuer), (from, to) -> {
            SignIn shown = new SignIn(server.name(), URI.create(to), List.of(),
                    "its authorization server was '" + Text.line(from) + "' before");
            if (!approved(shown, List.of())) {
                throw new CredentialException.Rejected(server.name(),
                        "Server '" + server.name() + "' now names the authorization server '" + Text.line(to)
                                + "' instead of '" + Text.line(from) + "', which you did not allow.",
                        "Ask whoever runs the server, then sign in again.", null);
            }
        });
    }

    private boolean approved(SignIn shown, List<String> added) {
        context.turn().lock();
        try {
            requireSomebody();
            return interaction.approve(shown, added);
        } finally {
            context.turn().unlock();
        }
    }

    private List<String> scopes(Optional<Challenge> challenge, Protection protection) {
        return Scopes.first(server.scopes(), challenge.flatMap(Challenge::scope), protection.metadata().scopes(),
                protection.issuer());
    }

    private AccessToken signedIn(Protection protection, List<String> scopes, Optional<Challenge> challenge,
            @Nullable String reason) {
        boolean bound = protection.issuer().dpopAlgorithms().contains(DpopKey.ALGORITHM)
                && (protection.metadata().bound() || challenge.filter(said -> said.offers("DPoP")).isPresent());
        Plan plan = new Plan(protection.issuer(), protection.legacy(), protection.resource(), scopes, bound, reason);
        context.turn().lock();
        try {
            requireSomebody();
            Way way = interaction.ways()
                    .stream()
                    .filter(open -> possible(open, plan.issuer()))
                    .findFirst()
                    .orElseThrow(() -> required("Server '" + server.name()
                            + "' needs you to sign in, but its authorization server offers none of the ways open here."));
            boolean succeeded = false;
            try {
                TokenSet tokens = obtained(plan, way, true);
                succeeded = true;
                return renewal.given(tokens).token();
            } finally {
                interaction.ended(plan.signIn(server.name()), succeeded);
            }
        } finally {
            context.turn().unlock();
        }
    }

    private TokenSet obtained(Plan plan, Way way, boolean again) {
        DpopKey key = plan.bound() ? DpopKey.generate(clock) : null;
        SignIn shown = plan.signIn(server.name());
        KnownClient client;
        TokenAnswer answer;
        if (way == Way.DEVICE_CODE) {
            client = clients.find(plan.issuer(), shown, URI.create("http://127.0.0.1" + server.redirect().path()));
            answer = new DeviceFlow(server, interaction, http, clock, Thread::sleep).run(plan, client,
                    endpoint(plan.issuer()), key);
        } else {
            CodeFlow.Code code = code(plan, way, shown);
            client = code.client();
            AuthorizationGrant grant = code.grant();
            answer = endpoint(plan.issuer()).ask(client.client(), grant, List.of(), plan.resource(), key);
        }
        return switch (answer) {
            case TokenAnswer.Granted(TokenSet tokens) -> {
                clients.accepted(plan.issuer(), client);
                store.keep(plan.binding(client.client().id()), tokens);
                yield tokens;
            }
            case TokenAnswer.Refused refused -> {
                if (refused.error().equals("invalid_client")) {
                    clients.doubted(plan.issuer(), client);
                    if (client.registered() && again) {
                        yield obtained(plan, way, false);
                    }
                }
                throw new CredentialException.Rejected(server.name(),
                        "The authorization server '" + Text.line(plan.issuer().issuer()) + "' of server '"
                                + server.name()
                                + "' gave no token: " + refused.shown() + ".",
                        "Sign in again, or ask whoever runs the server.", null);
            }
        };
    }

    private CodeFlow.Code code(Plan plan, Way way, SignIn shown) {
        Optional<KnownClient> known = clients.known(plan.issuer());
        try {
            return new CodeFlow(server, interaction, CodeFlow.PATIENCE).run(plan, way,
                    known.map(KnownClient::port).orElse(0), redirect -> clients.find(plan.issuer(), shown, redirect));
        } catch (CredentialException.InteractionRequired e) {
            // An issuer that forgot the client tells the user and nobody else (RFC 6749, section 4.1.2.1).
            known.filter(KnownClient::registered).ifPresent(client -> clients.doubted(plan.issuer(), client));
            throw e;
        }
    }

    private static boolean possible(Way way, IssuerMetadata issuer) {
        return switch (way) {
            case BROWSER, PASTE -> issuer.authorization() != null;
            case DEVICE_CODE -> issuer.device() != null;
        };
    }

    private TokenEndpoint endpoint(IssuerMetadata issuer) {
        return new TokenEndpoint(server.name(), issuer, http, clock);
    }

    private void requireSomebody() {
        if (interaction.ways().isEmpty()) {
            throw required("Server '" + server.name() + "' needs you to sign in.");
        }
    }

    private CredentialException.InteractionRequired required(String problem) {
        return new CredentialException.InteractionRequired(server.name(), problem,
                interaction.remedy(server.name()), null, null);
    }
}
