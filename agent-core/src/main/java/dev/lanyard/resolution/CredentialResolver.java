package dev.lanyard.resolution;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigException;
import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.Secret;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.msal.EntraContext;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.oauth.OAuthServer;
import dev.lanyard.oauth.RegisteredClient;
import dev.lanyard.oauth.SignInProvider;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Returns the provider that each server's configuration asks for: one exhaustive choice over {@link AuthConfig}. */
public final class CredentialResolver {
    private final Map<String, IdentityConfig> identities;
    private final SecretResolver secrets;
    private final CredentialCache cache;
    private final OAuthContext signIns;
    private final GrantResolver grants;
    private final EntraResolver entras;
    private final AgentListener listener;

    /** Creates a resolver whose providers share one cache. */
    public CredentialResolver(Map<String, IdentityConfig> identities, SecretResolver secrets, CredentialCache cache,
            OAuthContext signIns, AgentListener listener) {
        this.signIns = signIns;
        this.identities = Map.copyOf(identities);
        this.grants = new GrantResolver(this.identities, secrets, cache, signIns, listener);
        this.secrets = secrets;
        this.cache = cache;
        this.listener = listener;
        this.entras = new EntraResolver(secrets, cache, new EntraContext(signIns.http(), signIns.store(),
                signIns.interaction(), signIns.clock(), signIns.turn(), signIns.account()), listener);
    }

    /** Returns the provider for a server. Secrets are read and tokens fetched when it is first asked, not now. */
    public CredentialProvider resolve(ServerConfig.Http server) {
        return switch (server.auth()) {
            case AuthConfig.None() -> server.headers().isEmpty() && server.query().isEmpty()
                    ? new FixedProvider(CredentialKind.NONE, new Lazy<>(Credential.None::new))
                    : keys(server, Map.of(), Map.of());
            // The server may answer with a challenge that says how to sign in.
            case AuthConfig.Discovered() ->
                new SignInProvider(OAuthServer.of(server.name(), server.url(), signIns.account()), signIns, cache,
                        listener, false);
            case AuthConfig.OnBehalfOf behalf -> new BesideProvider(keys(server, Map.of(), Map.of()),
                    entras.onBehalfOf(server, entra(server, behalf.identity()), behalf));
            case AuthConfig.User user ->
                new BesideProvider(keys(server, Map.of(), Map.of()),
                        entras.user(server, entra(server, user.identity()), user));
            case AuthConfig.ManagedIdentity managed ->
                new BesideProvider(keys(server, Map.of(), Map.of()), entras.managedIdentity(server, managed));
            case AuthConfig.TokenExchange exchange ->
                new BesideProvider(keys(server, Map.of(), Map.of()), grants.exchange(server, exchange));
            case AuthConfig.Enterprise enterprise ->
                new BesideProvider(keys(server, Map.of(), Map.of()), grants.enterprise(server, enterprise));
            case AuthConfig.WorkloadIdentity workload ->
                new BesideProvider(keys(server, Map.of(), Map.of()), grants.workload(server, workload));
            case AuthConfig.OAuth auth -> new BesideProvider(keys(server, Map.of(), Map.of()),
                    new DeferredProvider(CredentialKind.SIGN_IN, true,
                            () -> new SignInProvider(signIn(server, auth), signIns, cache, listener, true)));
            case AuthConfig.Key(SecretRef value, AuthConfig.Placement.Header(String header)) ->
                keys(server, Map.of(header, value), Map.of());
            case AuthConfig.Key(SecretRef value, AuthConfig.Placement.Query(String parameter)) ->
                keys(server, Map.of(), Map.of(parameter, value));
            case AuthConfig.ClientCredentials(String identity, String scope) ->
                new BesideProvider(keys(server, Map.of(), Map.of()), clientCredentials(server, identity, scope));
        };
    }

    /** Returns what lists a server's tools in place of each user; empty if the configuration says nothing of it. */
    public Optional<CredentialProvider> lister(ServerConfig.Http server) {
        return server.auth() instanceof AuthConfig.OnBehalfOf behalf
                ? behalf.listing()
                        .map(own -> new BesideProvider(keys(server, Map.of(), Map.of()),
                                entras.clientCredentials(server, entra(server, own.identity()), own.scope())))
                : Optional.empty();
    }

    private OAuthServer signIn(ServerConfig.Http server, AuthConfig.OAuth auth) {
        URI issuer = auth.issuer();
        String id = auth.clientId();
        SecretRef proof = auth.clientSecret();
        RegisteredClient client = id == null
                ? null
                : proof == null
                        ? RegisteredClient.open(id)
                        : RegisteredClient.withSecret(id,
                                secrets.resolve(proof, "servers." + server.name() + ".auth.clientSecret"));
        return new OAuthServer(server.name(), server.url(), issuer == null ? null : issuer.toString(), client,
                auth.clientMetadataUrl(), new OAuthServer.Redirect(auth.callbackPort(), auth.callbackPath()),
                auth.scopes(), GrantResolver.mode(auth.resource()), signIns.account().name());
    }

    private CredentialProvider keys(ServerConfig.Http server, Map<String, SecretRef> headers,
            Map<String, SecretRef> query) {
        Lazy<Credential> keys = new Lazy<>(() -> fixed(server, headers, query));
        return new FixedProvider(CredentialKind.KEY, keys);
    }

    private Credential fixed(ServerConfig.Http server, Map<String, SecretRef> headers, Map<String, SecretRef> query) {
        Map<String, SecretRef> hidden = new LinkedHashMap<>(server.headers());
        hidden.keySet().removeIf(server::isPlain);
        Map<String, SecretRef> plain = new LinkedHashMap<>(server.headers());
        plain.keySet().removeAll(hidden.keySet());
        Credential.Keys keys = new Credential.Keys(resolved(server.name(), "headers", hidden, headers),
                resolved(server.name(), "url", server.query(), query));
        return plain.isEmpty()
                ? keys
                : new Credential.All(
                        List.of(new Credential.Plain(resolved(server.name(), "headers", plain, Map.of())), keys));
    }

    private Map<String, Secret> resolved(String server, String field, Map<String, SecretRef> listed,
            Map<String, SecretRef> added) {
        Map<String, Secret> resolved = new LinkedHashMap<>();
        listed.forEach((name, ref) -> resolved.put(name,
                secrets.resolve(ref, "servers." + server + "." + field + "." + name)));
        added.forEach((name, ref) -> resolved.put(name, secrets.resolve(ref, "servers." + server + ".auth.value")));
        return resolved;
    }

    private CredentialProvider clientCredentials(ServerConfig.Http server, String identity, String scope) {
        return switch (identities.get(identity)) {
            case IdentityConfig.Entra entra -> entras.clientCredentials(server, entra, scope);
            case IdentityConfig.OAuth oauth -> grants.clientCredentials(server, oauth, scope);
            case null -> throw GrantResolver.undeclared(server, identity);
        };
    }

    private IdentityConfig.Entra entra(ServerConfig.Http server, String identity) {
        return switch (identities.get(identity)) {
            case IdentityConfig.Entra entra -> entra;
            case IdentityConfig.OAuth oauth -> throw new ConfigException.Invalid("the configuration",
                    List.of(new ConfigProblem("servers." + server.name() + ".auth.identity",
                            "Identity '" + identity + "' is of type 'oauth', which this 'auth' cannot use.",
                            "Use one of type 'entra', or 'oauth' as the type of 'auth'.")));
            case null -> throw GrantResolver.undeclared(server, identity);
        };
    }
}
