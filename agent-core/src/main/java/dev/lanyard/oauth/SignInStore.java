package dev.lanyard.oauth;

import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.TokenStore.Kind;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Is what one server's sign-ins leave behind: the binding to an issuer, the client there, the tokens. */
final class SignInStore {
    private final TokenStore store;
    private final OAuthServer server;
    private final Clock clock;

    SignInStore(TokenStore store, OAuthServer server, Clock clock) {
        this.store = store;
        this.server = server;
        this.clock = clock;
    }

    /** Returns how the server was signed in to. */
    Optional<Binding> binding() {
        return store.find(bindingKey()).flatMap(Binding::read);
    }

    Optional<TokenSet> tokens(Binding binding) {
        return store.find(tokensKey(binding)).flatMap(this::read);
    }

    /** Keeps the tokens of a new sign-in and drops those of the one before. */
    void keep(Binding binding, TokenSet tokens) {
        Optional<Binding> before = binding();
        put(tokensKey(binding), Optional.of(tokens.write()));
        put(bindingKey(), Optional.of(binding.write()));
        before.filter(old -> !old.tokens(server.account()).equals(binding.tokens(server.account())))
                .ifPresent(this::forget);
    }

    /** Changes the tokens while nobody else can. */
    Optional<TokenSet> change(Binding binding, UnaryOperator<Optional<TokenSet>> change) {
        return store.update(tokensKey(binding),
                present -> change.apply(present.flatMap(this::read)).map(TokenSet::write)).flatMap(this::read);
    }

    /** Forgets the tokens and returns what they were. */
    Optional<TokenSet> taken(Binding binding) {
        AtomicReference<Optional<TokenSet>> taken = new AtomicReference<>(Optional.empty());
        var unused = store.update(tokensKey(binding), present -> {
            taken.set(present.flatMap(this::read));
            return Optional.empty();
        });
        return taken.get();
    }

    void forget(Binding binding) {
        put(tokensKey(binding), Optional.empty());
    }

    /** Returns the client that the issuer registered for us. */
    Optional<KnownClient> client(String issuer) {
        return store.find(clientKey(issuer)).flatMap(KnownClient::read).filter(known -> known.usable(clock));
    }

    /** Returns the client of an id, though another may have taken its place for sign-ins. */
    Optional<KnownClient> client(String issuer, String id) {
        return client(issuer).filter(present -> present.client().id().equals(id))
                .or(() -> store.find(asideKey(issuer, id))
                        .flatMap(KnownClient::read)
                        .filter(known -> known.usable(clock)));
    }

    void keepClient(String issuer, KnownClient client) {
        put(clientKey(issuer), Optional.of(client.write()));
    }

    /** Has the next sign-in find another client; tokens that this one got, for any server, can be renewed as before. */
    void setAside(String issuer, KnownClient client) {
        String id = client.client().id();
        if (store.keys()
                .stream()
                .anyMatch(key -> key.kind() == Kind.TOKENS && key.entry().issuer().equals(issuer)
                        && key.entry().client().equals(id))) {
            put(asideKey(issuer, id), Optional.of(client.write()));
        }
        drop(issuer, id);
    }

    void forgetClient(String issuer, String id) {
        put(asideKey(issuer, id), Optional.empty());
        drop(issuer, id);
    }

    private void drop(String issuer, String id) {
        var unused = store.update(clientKey(issuer), present -> present.filter(
                written -> KnownClient.read(written).filter(known -> known.client().id().equals(id)).isEmpty()));
    }

    private Optional<TokenSet> read(Secret written) {
        return TokenSet.read(written, clock);
    }

    private void put(TokenStore.Key key, Optional<Secret> value) {
        var unused = store.update(key, present -> value);
    }

    private TokenStore.Key bindingKey() {
        String configured = server.issuer() == null ? "" : server.issuer();
        return new TokenStore.Key(Kind.BINDING,
                new CredentialKey(configured, "", ResourceMetadata.canonical(server.url()),
                        List.of(), server.account()));
    }

    private TokenStore.Key tokensKey(Binding binding) {
        return new TokenStore.Key(Kind.TOKENS, binding.tokens(server.account()));
    }

    /** One client an issuer serves every server that trusts that issuer. */
    private static TokenStore.Key clientKey(String issuer) {
        return asideKey(issuer, "");
    }

    private static TokenStore.Key asideKey(String issuer, String id) {
        return new TokenStore.Key(Kind.CLIENT, new CredentialKey(issuer, id, "", List.of(), ""));
    }
}
