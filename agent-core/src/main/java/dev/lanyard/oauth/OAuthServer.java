package dev.lanyard.oauth;

import dev.lanyard.credential.Account;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is what is known beforehand about signing in to one server; everything else is discovered.
 *
 * @param name the server's name in the configuration
 * @param url its address, without query and fragment
 * @param issuer the only authorization server that is allowed, exactly as it names itself, or null for the first one seen:
 *     never where the client has a secret, which the server could then have sent to whom it likes. The configuration refuses
 *     that; only the conformance suite, whose issuers are not known beforehand, needs it
 * @param client the client that was registered there by hand, or null if there is none
 * @param clientMetadataUrl the address of a client id metadata document, or null if there is none
 * @param redirect where the browser comes back to
 * @param scopes the scopes to ask for, empty to ask for what the server names
 * @param resource whether token requests name the resource
 * @param account names one of several accounts at the same server, empty if no user signs in
 */
public record OAuthServer(String name, URI url, @Nullable String issuer, @Nullable RegisteredClient client,
        @Nullable URI clientMetadataUrl, Redirect redirect, List<String> scopes, ResourceMode resource,
        String account) {
    /** Copies the scopes. */
    public OAuthServer {
        scopes = List.copyOf(scopes);
    }

    /** Returns a server about which only the address is known, for the default account. */
    public static OAuthServer of(String name, URI url) {
        return of(name, url, Account.DEFAULT);
    }

    /** Returns a server about which only the address is known. */
    public static OAuthServer of(String name, URI url, Account account) {
        return new OAuthServer(name, url, null, null, null, Redirect.ANY_PORT, List.of(), ResourceMode.AUTO,
                account.name());
    }

    /**
     * Says where on this machine the browser comes back to (RFC 8252, section 7.3).
     *
     * @param port a fixed port for issuers that want one, or 0 for any that is free
     * @param path an absolute path
     */
    public record Redirect(int port, String path) {
        /** Any free port. */
        public static final Redirect ANY_PORT = new Redirect(0, "/callback");

        URI uri(int actualPort) {
            return URI.create("http://127.0.0.1:" + actualPort + path);
        }
    }
}
