package dev.lanyard.resolution;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.HostPort;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.IdentityConfig.Entra.Proof;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.TokenSource;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.msal.AppProof;
import dev.lanyard.msal.EntraApp;
import dev.lanyard.msal.EntraClientCredentials;
import dev.lanyard.msal.EntraContext;
import dev.lanyard.msal.EntraManagedIdentity;
import dev.lanyard.msal.EntraOnBehalfOf;
import dev.lanyard.msal.EntraSignIn;
import dev.lanyard.msal.EntraUser;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the providers of tokens from Entra. Secrets are read, and MSAL is loaded, when a token is first wanted. */
final class EntraResolver {
    private final SecretResolver secrets;
    private final CredentialCache cache;
    private final EntraContext context;
    private final AgentListener listener;
    private final Map<String, Lazy<EntraUser>> users = new ConcurrentHashMap<>();
    private final Map<CredentialKey, Set<CredentialKey>> owned = new ConcurrentHashMap<>();

    EntraResolver(SecretResolver secrets, CredentialCache cache, EntraContext context, AgentListener listener) {
        this.secrets = secrets;
        this.cache = cache;
        this.context = context;
        this.listener = listener;
    }

    CredentialProvider clientCredentials(ServerConfig.Http server, IdentityConfig.Entra identity, String scope) {
        CredentialKey key = CredentialKey.ofClient(issuer(identity), identity.clientId(), server.url().toString(),
                List.of(scope));
        Lazy<TokenSource> source = new Lazy<>(
                () -> new EntraClientCredentials(app(identity), scope, context.clock(), context.network()));
        return cache.provider(CredentialKind.CLIENT_CREDENTIALS, key, request -> source.get().acquire(request),
                listener);
    }

    CredentialProvider managedIdentity(ServerConfig.Http server, AuthConfig.ManagedIdentity auth) {
        String client = auth.clientId() == null ? "" : auth.clientId();
        CredentialKey key = CredentialKey.ofClient(
                "managed identity " + (auth.endpoint() == null ? "" : auth.endpoint()),
                client, server.url().toString(), List.of(auth.scope()));
        Lazy<TokenSource> source = new Lazy<>(() -> new EntraManagedIdentity(auth.scope(), auth.clientId(),
                auth.endpoint(), context.network(), context.clock()));
        return cache.provider(CredentialKind.MANAGED_IDENTITY, key, request -> source.get().acquire(request), listener);
    }

    CredentialProvider user(ServerConfig.Http server, IdentityConfig.Entra identity, AuthConfig.User auth) {
        Set<String> scopes = scopes(auth.scope());
        CredentialKey key = key(identity, server.url().toString(), scopes);
        ofOwner(identity).add(key);
        Lazy<EntraSignIn> source = new Lazy<>(() -> new EntraSignIn(owner(identity), scopes));
        return new SignedInProvider(
                cache.provider(CredentialKind.SIGN_IN, key, request -> source.get().acquire(request), listener), source,
                context.interaction(), false);
    }

    CredentialProvider onBehalfOf(ServerConfig.Http server, IdentityConfig.Entra identity, AuthConfig.OnBehalfOf auth) {
        Set<String> own = scopes(identity.userScope());
        CredentialKey assertionKey = key(identity, identity.clientId(), own);
        CredentialKey key = key(identity, server.url().toString(), scopes(auth.scope()));
        ofOwner(identity).addAll(List.of(assertionKey, key));
        Lazy<EntraSignIn> signIn = new Lazy<>(() -> new EntraSignIn(owner(identity), own));
        CredentialProvider assertions = cache.provider(CredentialKind.SIGN_IN, assertionKey,
                request -> signIn.get().acquire(request), listener);
        Lazy<TokenSource> exchange = new Lazy<>(
                () -> new EntraOnBehalfOf(owner(identity), assertions, scopes(auth.scope())));
        return new SignedInProvider(
                cache.perUser(CredentialKind.ON_BEHALF_OF, key, request -> exchange.get().acquire(request), listener),
                signIn, context.interaction(), true);
    }

    private CredentialKey key(IdentityConfig.Entra identity, String resource, Set<String> scopes) {
        return new CredentialKey(issuer(identity), identity.clientId(), resource, List.copyOf(scopes), context.owner());
    }

    private static Set<String> scopes(String text) {
        return Set.of(text.strip().split(" +"));
    }

    /** Returns the one who runs the program, as all servers of an identity share one sign-in. */
    private EntraUser owner(IdentityConfig.Entra identity) {
        return users.computeIfAbsent(identity.name(),
                unused -> new Lazy<>(() -> new EntraUser(app(identity), context,
                        () -> ofOwner(identity).forEach(cache::forget))))
                .get();
    }

    /** Returns under which keys the cache has tokens that hang on the owner's sign-in; identities of one app share it. */
    private Set<CredentialKey> ofOwner(IdentityConfig.Entra identity) {
        return owned.computeIfAbsent(key(identity, "", Set.of()), unused -> ConcurrentHashMap.newKeySet());
    }

    private static String issuer(IdentityConfig.Entra identity) {
        return identity.authority().resolve("/" + identity.tenant() + "/").toString();
    }

    private EntraApp app(IdentityConfig.Entra identity) {
        return new EntraApp(identity.authority(), identity.tenant(), identity.clientId(), proof(identity),
                detour(identity), identity.pages());
    }

    private AppProof proof(IdentityConfig.Entra identity) {
        String place = "identities." + identity.name();
        return switch (identity.proof()) {
            case Proof.None none -> new AppProof.None();
            case Proof.ClientSecret(var value) ->
                new AppProof.ClientSecret(secrets.resolve(value, place + ".clientSecret"));
            case Proof.Certificate certificate -> new AppProof.Certificate(certificate.file(), certificate.key(),
                    certificate.password() == null
                            ? null
                            : secrets.resolve(certificate.password(), place + ".certificate.password"),
                    certificate.chain());
            case Proof.Assertion(var value) ->
                new AppProof.Assertion(() -> secrets.resolve(value, place + ".assertion.file"));
        };
    }

    private static EntraApp.@Nullable Detour detour(IdentityConfig.Entra identity) {
        HostPort target = identity.connectTo();
        return target == null
                ? null
                : new EntraApp.Detour(new InetSocketAddress(target.host(), target.port()), identity.ca());
    }
}
