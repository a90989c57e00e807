package dev.lanyard.resolution;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigException;
import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.oauth.ClientProof;
import dev.lanyard.oauth.Grant;
import dev.lanyard.oauth.GrantProvider;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.oauth.OAuthServer;
import dev.lanyard.oauth.RegisteredClient;
import dev.lanyard.oauth.ResourceMode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the providers of tokens that no user signs in for. Secrets are read when a token is first wanted. */
final class GrantResolver {
    private final Map<String, IdentityConfig> identities;
    private final SecretResolver secrets;
    private final CredentialCache cache;
    private final OAuthContext context;
    private final AgentListener listener;

    GrantResolver(Map<String, IdentityConfig> identities, SecretResolver secrets, CredentialCache cache,
            OAuthContext context, AgentListener listener) {
        this.identities = identities;
        this.secrets = secrets;
        this.cache = cache;
        this.context = context;
        this.listener = listener;
    }

    CredentialProvider clientCredentials(ServerConfig.Http server, IdentityConfig.OAuth identity, String scope) {
        return provider(server, identity.issuer(), () -> client(identity), new Grant.ClientCredentials(),
                List.of(scope.split(" ")), AuthConfig.Resource.AUTO);
    }

    CredentialProvider exchange(ServerConfig.Http server, AuthConfig.TokenExchange auth) {
        IdentityConfig.OAuth identity = identity(server, auth.identity());
        String place = "servers." + server.name() + ".auth.subjectToken";
        Grant grant = new Grant.TokenExchange(() -> secrets.resolve(auth.subject(), place),
                Grant.TokenExchange.ACCESS, auth.audience());
        return provider(server, identity.issuer(), () -> client(identity), grant, auth.scopes(), auth.resource());
    }

    CredentialProvider enterprise(ServerConfig.Http server, AuthConfig.Enterprise auth) {
        IdentityConfig.OAuth identity = identity(server, auth.identity());
        IdentityConfig.OAuth company = identity(server, auth.provider());
        String place = "servers." + server.name() + ".auth.idToken";
        return deferred(CredentialKind.ENTERPRISE, () -> provider(server, identity.issuer(), () -> client(identity),
                new Grant.Enterprise(company.issuer().toString(), client(company),
                        () -> secrets.resolve(auth.idToken(), place)),
                auth.scopes(), AuthConfig.Resource.AUTO));
    }

    CredentialProvider workload(ServerConfig.Http server, AuthConfig.WorkloadIdentity auth) {
        String place = "servers." + server.name() + ".auth.assertion";
        Grant grant = new Grant.WorkloadIdentity(() -> secrets.resolve(auth.assertion(), place));
        return provider(server, auth.issuer(), () -> RegisteredClient.open(auth.clientId()), grant, auth.scopes(),
                AuthConfig.Resource.AUTO);
    }

    private CredentialProvider provider(ServerConfig.Http server, URI issuer, Supplier<RegisteredClient> client,
            Grant grant,
            List<String> scopes, AuthConfig.Resource resource) {
        return deferred(grant.kind(), () -> {
            RegisteredClient registered = client.get();
            OAuthServer known = new OAuthServer(server.name(), server.url(), issuer.toString(), registered, null,
                    OAuthServer.Redirect.ANY_PORT, scopes, mode(resource), "");
            return new GrantProvider(known, registered, grant, context, cache, listener);
        });
    }

    private static CredentialProvider deferred(CredentialKind kind, Supplier<CredentialProvider> maker) {
        return new DeferredProvider(kind, false, maker);
    }

    private RegisteredClient client(IdentityConfig.OAuth identity) {
        SecretRef proof = identity.clientSecret();
        SecretRef key = identity.privateKey();
        String place = "identities." + identity.name();
        if (key != null) {
            return new RegisteredClient(identity.clientId(),
                    new ClientProof.PrivateKey(secrets.key(key, place + ".privateKey"), identity.algorithm()));
        }
        return proof == null
                ? RegisteredClient.open(identity.clientId())
                : RegisteredClient.withSecret(identity.clientId(), secrets.resolve(proof, place + ".clientSecret"));
    }

    private IdentityConfig.OAuth identity(ServerConfig.Http server, String name) {
        return switch (identities.get(name)) {
            case IdentityConfig.OAuth oauth -> oauth;
            case IdentityConfig.Entra entra -> throw new ConfigException.Invalid("the configuration",
                    List.of(new ConfigProblem("servers." + server.name() + ".auth.identity",
                            "Identity '" + name + "' is of type 'entra', which this 'auth' cannot use.",
                            "Use one of type 'oauth', or 'on-behalf-of' as the type of 'auth'.")));
            case null -> throw undeclared(server, name);
        };
    }

    static ConfigException undeclared(ServerConfig.Http server, String identity) {
        return new ConfigException.Invalid("the configuration",
                List.of(new ConfigProblem("servers." + server.name() + ".auth.identity",
                        "Identity '" + identity + "' is not declared.", "Declare it under 'identities'.")));
    }

    static ResourceMode mode(AuthConfig.Resource resource) {
        return switch (resource) {
            case AUTO -> ResourceMode.AUTO;
            case ALWAYS -> ResourceMode.ALWAYS;
            case NEVER -> ResourceMode.NEVER;
        };
    }
}
