package dev.lanyard.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes an application at an identity provider, in whose name tokens are asked for. */
public sealed interface IdentityConfig {
    /** Returns the name by which servers refer to it. */
    String name();

    /**
     * An app registration in Microsoft Entra ID.
     *
     * @param name the identity's name
     * @param tenant the tenant's id or domain
     * @param clientId the application's id
     * @param clientSecret the application's secret
     * @param authority the provider's address, https, without path
     * @param connectTo where to connect in place of the authority's host, or null; only for hosts under
     *     {@code .localhost} and to this machine, because elsewhere it would let a file pose as Microsoft
     * @param ca a certificate authority (PEM) to believe for this identity, or null; only for hosts under
     *     {@code .localhost}
     */
    record Entra(String name, String tenant, String clientId, SecretRef clientSecret, URI authority,
            @Nullable HostPort connectTo, @Nullable Path ca) implements IdentityConfig {
        /** The public cloud. */
        public static final URI PUBLIC_CLOUD = URI.create("https://login.microsoftonline.com");

        /**
         * Checks what keeps the secret at its issuer.
         *
         * @throws IllegalArgumentException if the authority is not https, or connectTo or ca is given where it may
         *     not be
         */
        public Entra {
            Objects.requireNonNull(name);
            Objects.requireNonNull(tenant);
            Objects.requireNonNull(clientId);
            Objects.requireNonNull(clientSecret);
            if (!"https".equalsIgnoreCase(authority.getScheme()) || authority.getHost() == null) {
                throw new IllegalArgumentException("the authority is not https");
            }
            if ((connectTo != null || ca != null) && !Loopback.isUnderLocalhost(authority.getHost())) {
                throw new IllegalArgumentException("connectTo and ca are for hosts under .localhost");
            }
            if (connectTo != null && !Loopback.isLoopback(connectTo.host())) {
                throw new IllegalArgumentException("connectTo does not lead to this machine");
            }
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
