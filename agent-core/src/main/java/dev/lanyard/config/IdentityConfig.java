package dev.lanyard.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes an application at an identity provider, in whose name tokens are asked for. */
public sealed interface IdentityConfig {
    /** Returns the name by which servers refer to it. */
    String name();

    /**
     * An app registration in Microsoft Entra ID.
     *
     * @param name the identity's name
     * @param tenant the tenant's id or domain, or where anybody may sign in {@code organizations} or {@code common}
     * @param clientId the application's id
     * @param proof how the application proves to Entra that it is itself
     * @param authority the provider's address, https, without path
     * @param connectTo where to connect in place of the authority's host, or null; only for hosts under
     *     {@code .localhost} and to this machine, because elsewhere it would let a file pose as Microsoft
     * @param ca a certificate authority (PEM) to believe for this identity, or null; only for hosts under
     *     {@code .localhost}
     * @param userScope what a user who signs in to the application itself is asked for, such as {@code <client-id>/.default}
     * @param pages where on this machine the authority's pages for a browser are, or null for the authority itself; only for
     *     hosts under {@code .localhost}
     */
    record Entra(String name, String tenant, String clientId, Proof proof, URI authority,
            @Nullable HostPort connectTo, @Nullable Path ca, String userScope,
            @Nullable URI pages) implements IdentityConfig {
        /** The public cloud. */
        public static final URI PUBLIC_CLOUD = URI.create("https://login.microsoftonline.com");
        private static final Set<String> NO_TENANT = Set.of("common", "organizations", "consumers");

        /** Says how an application proves that it is itself. */
        public sealed interface Proof {
            /** Not at all: users can sign in to it, but it gets no token of its own and exchanges none. */
            record None() implements Proof {}

            /** By a secret. */
            record ClientSecret(SecretRef value) implements Proof {}

            /**
             * By a signature with the key of a certificate that Entra knows; the key itself is never sent.
             *
             * @param file PEM with certificate and key (PKCS#8), or PFX
             * @param key PEM with the key, if it stands in a file of its own
             * @param password what opens a PFX file, or null
             * @param chain whether to send the certificates too (x5c), which subject name and issuer authentication needs
             */
            record Certificate(Path file, @Nullable Path key, @Nullable SecretRef password,
                    boolean chain) implements Proof {}

            /** By a token of another issuer that Entra trusts for it (workload identity federation), read anew each time. */
            record Assertion(SecretRef value) implements Proof {}
        }

        /**
         * Checks what keeps the secret at its issuer.
         *
         * @throws IllegalArgumentException if the authority is not https, or connectTo, ca or pages is given where it may
         *     not be
         */
        public Entra {
            Objects.requireNonNull(name);
            Objects.requireNonNull(tenant);
            Objects.requireNonNull(clientId);
            Objects.requireNonNull(proof);
            Objects.requireNonNull(userScope);
            if (!"https".equalsIgnoreCase(authority.getScheme()) || authority.getHost() == null) {
                throw new IllegalArgumentException("the authority is not https");
            }
            if ((connectTo != null || ca != null || pages != null)
                    && !Loopback.isUnderLocalhost(authority.getHost())) {
                throw new IllegalArgumentException("connectTo, ca and pages are for hosts under .localhost");
            }
            if (connectTo != null && !Loopback.isLoopback(connectTo.host())) {
                throw new IllegalArgumentException("connectTo does not lead to this machine");
            }
            if (pages != null && (pages.getHost() == null || !Loopback.isLoopback(pages.getHost()))) {
                throw new IllegalArgumentException("pages are not on this machine");
            }
        }

        /** Describes an app registration that proves itself by a secret. */
        public Entra(String name, String tenant, String clientId, SecretRef clientSecret, URI authority,
                @Nullable HostPort connectTo, @Nullable Path ca) {
            this(name, tenant, clientId, new Proof.ClientSecret(clientSecret), authority, connectTo, ca,
                    clientId + "/.default", null);
        }

        /** Says whether one directory is named; without one, users can sign in and nothing else can be done. */
        public boolean isOfOneTenant() {
            return !NO_TENANT.contains(tenant.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A client at any other authorization server.
     *
     * @param name the identity's name
     * @param issuer the authorization server, exactly as it names itself; it alone gets the secret
     * @param clientId the client's id
     * @param clientSecret the client's secret, or null
     * @param privateKey the client's private key (PKCS#8 in PEM, or a JWK), or null
     * @param algorithm how the key signs, such as {@code ES256}
     */
    record OAuth(String name, URI issuer, String clientId, @Nullable SecretRef clientSecret,
            @Nullable SecretRef privateKey, String algorithm) implements IdentityConfig {
        /** Checks what is there. */
        public OAuth {
            Objects.requireNonNull(name);
            Objects.requireNonNull(clientId);
            Objects.requireNonNull(algorithm);
            if (issuer.getHost() == null) {
                throw new IllegalArgumentException("the issuer is no address");
            }
        }
    }
}
