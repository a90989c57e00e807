package dev.lanyard.msal;

import dev.lanyard.credential.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Is an app registration that the agent acts as, and the authority that its proof is pinned to.
 *
 * @param authority such as {@code https://login.microsoftonline.com}, without path
 * @param tenant a tenant id or domain, or {@code organizations} or {@code common} for sign-ins alone
 * @param clientId the application (client) id
 * @param proof how the app proves that it is itself
 * @param detour where to connect instead of the authority's host, or null for the host itself
 * @param pages where the authority's pages for a browser are, or null for the authority itself
 */
public record EntraApp(URI authority, String tenant, String clientId, AppProof proof, @Nullable Detour detour,
        @Nullable URI pages) {
    /** Creates an app that proves itself by a secret, with its pages at the authority. */
    public EntraApp(URI authority, String tenant, String clientId, Secret clientSecret, @Nullable Detour detour) {
        this(authority, tenant, clientId, new AppProof.ClientSecret(clientSecret), detour, null);
    }

    /**
     * Leads to the local identity provider, like curl's {@code --connect-to} with {@code --cacert}.
     *
     * @param target a loopback address
     * @param authorities PEM file of the certificate authority to trust there, and only there, or null for the platform's
     */
    public record Detour(InetSocketAddress target, @Nullable Path authorities) {
        public Detour {
            if (target.getAddress() == null || !target.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("A detour must lead to a loopback address, not to " + target);
            }
        }
    }

    /** Returns the address of the tenant at its authority, which names the issuer in cache keys. */
    public URI issuer() {
        return authority.resolve("/" + tenant + "/");
    }
}
