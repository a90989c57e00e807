package dev.lanyard.oauth;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenFacts;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the token of the user who signed in to a server. A server is asked without any first: what it answers says how to
 * sign in, and one that wants no token never leads to a sign-in.
 */
public final class SignInProvider implements CredentialProvider {
    private static final Credential NONE = new Credential.None();

    private final SignInFlow flow;
    private final CredentialProvider cached;
    private final CredentialCache cache;
    private final CredentialKey key;
    private final boolean announced;
    private volatile boolean looked;
    private volatile boolean signedIn;

    /**
     * Creates a provider; sends and reads nothing yet.
     *
     * @param announced whether the configuration says that the server wants a sign-in
     */
    public SignInProvider(OAuthServer server, OAuthContext context, CredentialCache cache, AgentListener listener,
            boolean announced) {
        List<URI> known = new ArrayList<>(List.of(server.url()));
        if (server.issuer() != null) {
            known.add(URI.create(server.issuer()));
        }
        this.flow = new SignInFlow(server, context, new IssuerHttp(context.http(), AddressGuard.of(known)), listener);
        this.cache = cache;
        RegisteredClient client = server.client();
        this.key = new CredentialKey("sign-in " + (server.issuer() == null ? "" : server.issuer()),
                client == null ? "" : client.id(), ResourceMetadata.canonical(server.url()), server.scopes(),
                server.account());
        this.cached = cache.provider(CredentialKind.SIGN_IN, key, flow, listener);
        this.announced = announced;
    }

    @Override
    public CredentialKind kind() {
        return announced || signedIn ? CredentialKind.SIGN_IN : CredentialKind.NONE;
    }

    @Override
    public Credential credential(CredentialRequest request) {
        if (request.user() != null && !announced) {
            // What the one who runs the program signed in for is not given to users, who are anonymous here.
            return NONE;
        }
        if (request.refusal() != null) {
            Credential token = cached.credential(request);
            signedIn = true;
            return token;
        }
        if (!signedIn && (looked || !look())) {
            return NONE;
        }
        try {
            return cached.credential(request);
        } catch (CredentialException.InteractionRequired e) {
            // The server's own challenge says best what the sign-in is to ask for.
            signedIn = false;
            return NONE;
        }
    }

    private boolean look() {
        signedIn = flow.hasKept();
        looked = true;
        return signedIn;
    }

    @Override
    public Optional<TokenFacts> facts() {
        return flow.facts();
    }

    @Override
    public boolean servesUsers() {
        return !announced;
    }

    @Override
    public boolean renewable() {
        return true;
    }

    @Override
    public boolean extendable() {
        return true;
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public boolean awaitsSignIn() {
        return !flow.hasKept();
    }

    @Override
    public void signIn(CredentialRequest request) {
        flow.signIn();
        cache.forget(key);
        signedIn = true;
    }

    @Override
    public void signOut(CredentialRequest request) {
        signedIn = false;
        cache.forget(key);
        flow.signOut();
    }
}
