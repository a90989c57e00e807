package dev.lanyard.oauth;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
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

/** Gives a token that no user signs in for. If its issuer is not configured, the server is asked first who that is. */
public final class GrantProvider implements CredentialProvider {
    private final Grant grant;
    private final GrantSource source;
    private final CredentialProvider cached;

    /** Creates a provider for a client that the issuer knows; sends nothing yet. */
    public GrantProvider(OAuthServer server, RegisteredClient client, Grant grant, OAuthContext context,
            CredentialCache cache, AgentListener listener) {
        this.grant = grant;
        List<URI> known = new ArrayList<>(List.of(server.url()));
        if (server.issuer() != null) {
            known.add(URI.create(server.issuer()));
        }
        if (grant instanceof Grant.Enterprise enterprise) {
            known.add(URI.create(enterprise.issuer()));
        }
        this.source = new GrantSource(server, client, grant, new IssuerHttp(context.http(), AddressGuard.of(known)),
                context.clock());
        CredentialKey key = new CredentialKey(
                grant.kind().name() + " " + (server.issuer() == null ? "" : server.issuer()),
                client.id(), ResourceMetadata.canonical(server.url()), server.scopes(), server.account());
        this.cached = cache.provider(grant.kind(), key, source, listener);
    }

    @Override
    public CredentialKind kind() {
        return grant.kind();
    }

    @Override
    public Credential credential(CredentialRequest request) {
        return request.refusal() != null || source.knowsIssuer() ? cached.credential(request) : new Credential.None();
    }

    @Override
    public Optional<TokenFacts> facts() {
        return source.facts();
    }

    @Override
    public boolean renewable() {
        return true;
    }
}
