package dev.lanyard.config;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how requests to a server get their credential; the {@code auth} of a server. */
public sealed interface AuthConfig {
    /** Returns the names of the identities that the credential is got through. */
    default List<String> identities() {
        return switch (this) {
            case ClientCredentials credentials -> List.of(credentials.identity());
            case TokenExchange exchange -> List.of(exchange.identity());
            case Enterprise enterprise -> List.of(enterprise.identity(), enterprise.provider());
            case OnBehalfOf behalf -> behalf.listWith() == null || behalf.listWith().equals(behalf.identity())
                    ? List.of(behalf.identity())
                    : List.of(behalf.identity(), behalf.listWith());
            case User user -> List.of(user.identity());
            case ManagedIdentity managed -> List.of();
            case Discovered discovered -> List.of();
            case None none -> List.of();
            case Key key -> List.of();
            case OAuth oauth -> List.of();
            case WorkloadIdentity workload -> List.of();
        };
    }

    /** Nothing is said: no credential, until the server asks the user to sign in. */
    record Discovered() implements AuthConfig {}

    /** No credential beyond the headers and query parameters that the server's entry lists. */
    record None() implements AuthConfig {}

    /**
     * A key: {@code {"type": "key", "header": "x-api-key", "value": "${env:X}"}}.
     *
     * @param value the key
     * @param placement where it goes
     */
    record Key(SecretRef value, Placement placement) implements AuthConfig {
        /** Checks that both are present. */
        public Key {
            Objects.requireNonNull(value);
            Objects.requireNonNull(placement);
        }
    }

    /**
     * A token that an identity gets for itself (RFC 6749, section 4.4):
     * {@code {"type": "client-credentials", "identity": "contoso", "scope": "api://reverse/.default"}}.
     *
     * @param identity the name of an {@link IdentityConfig}
     * @param scope the scopes, separated by spaces
     */
    record ClientCredentials(String identity, String scope) implements AuthConfig {
        /** Checks that both are present. */
        public ClientCredentials {
            Objects.requireNonNull(identity);
            Objects.requireNonNull(scope);
        }
    }

    /**
     * A token that the user signs in for, discovered from the server (MCP 2026-07-28, Authorization): {@code {"type": "oauth"}}.
     *
     * @param issuer the only authorization server that is allowed, exactly as it names itself, or null for the first seen
     * @param clientId the client registered there by hand, or null if there is none
     * @param clientSecret its secret, or null if it has none; only with an issuer, which alone gets to see it
     * @param clientMetadataUrl the address of a client id metadata document, or null if there is none
     * @param callbackPort the port on this machine that the browser comes back to, or 0 for any
     * @param callbackPath the path that it comes back to
     * @param scopes what to ask for, empty for what the server names
     * @param resource whether token requests name the resource (RFC 8707)
     */
    record OAuth(@Nullable URI issuer, @Nullable String clientId, @Nullable SecretRef clientSecret,
            @Nullable URI clientMetadataUrl, int callbackPort, String callbackPath, List<String> scopes,
            Resource resource) implements AuthConfig {
        /** Nothing is known beforehand. */
        public static final OAuth DISCOVERED = new OAuth(null, null, null, null, 0, "/callback", List.of(),
                Resource.AUTO);

        /**
         * Copies the scopes.
         *
         * @throws IllegalArgumentException if there is a secret without the issuer that it is for
         */
        public OAuth {
            Objects.requireNonNull(callbackPath);
            scopes = List.copyOf(scopes);
            if (clientSecret != null && (issuer == null || clientId == null)) {
                throw new IllegalArgumentException("a client secret needs its client and its issuer");
            }
        }
    }

    /**
     * A token that another is exchanged for (RFC 8693).
     *
     * @param identity the {@link IdentityConfig.OAuth} that exchanges it
     * @param subject the token to exchange
     * @param audience whom the new token is for, or null to say that by resource and scopes
     * @param scopes what to ask for
     * @param resource whether token requests name the resource (RFC 8707)
     */
    record TokenExchange(String identity, SecretRef subject, @Nullable String audience, List<String> scopes,
            Resource resource) implements AuthConfig {
        /** Copies the scopes. */
        public TokenExchange {
            Objects.requireNonNull(identity);
            Objects.requireNonNull(subject);
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * A token through a company's sign-in (MCP, Enterprise-Managed Authorization).
     *
     * @param identity the {@link IdentityConfig.OAuth} at the server's own issuer
     * @param provider the {@link IdentityConfig.OAuth} at the company's identity provider
     * @param idToken the user's id token, which only the provider sees
     * @param scopes what to ask for
     */
    record Enterprise(String identity, String provider, SecretRef idToken, List<String> scopes) implements AuthConfig {
        /** Copies the scopes. */
        public Enterprise {
            Objects.requireNonNull(identity);
            Objects.requireNonNull(provider);
            Objects.requireNonNull(idToken);
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * A token for an assertion of the platform that the agent runs on (RFC 7523, section 2.1).
     *
     * @param issuer the authorization server, which alone sees the assertion
     * @param clientId the client there
     * @param assertion the assertion, read anew each time
     * @param scopes what to ask for
     */
    record WorkloadIdentity(URI issuer, String clientId, SecretRef assertion,
            List<String> scopes) implements AuthConfig {
        /** Copies the scopes. */
        public WorkloadIdentity {
            Objects.requireNonNull(issuer);
            Objects.requireNonNull(clientId);
            Objects.requireNonNull(assertion);
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * A token of a user that is exchanged for one to this server (OAuth 2.0 on-behalf-of, RFC 7523):
     * {@code {"type": "on-behalf-of", "identity": "contoso", "scope": "api://profile/access"}}. The user is who signed in to
     * the application of the identity; to an application's own users, each with what that user brought.
     *
     * @param identity the name of an {@link IdentityConfig.Entra}
     * @param scope the scopes, separated by spaces
     * @param listWith the identity whose own token lists the tools, or null if each user's does; no call is ever made with it
     */
    record OnBehalfOf(String identity, String scope, @Nullable String listWith) implements AuthConfig {
        /** Checks that both are present. */
        public OnBehalfOf {
            Objects.requireNonNull(identity);
            Objects.requireNonNull(scope);
        }

        /** Each user's token lists the tools too. */
        public OnBehalfOf(String identity, String scope) {
            this(identity, scope, null);
        }

        /** Returns what the tools are listed with, for the same resource; empty if each user's token does that. */
        public Optional<ClientCredentials> listing() {
            String first = scope.strip().split(" +", 2)[0];
            String resource = first.contains("/") ? first.substring(0, first.lastIndexOf('/')) : first;
            return Optional.ofNullable(listWith).map(name -> new ClientCredentials(name, resource + "/.default"));
        }
    }

    /**
     * A token of the user for this server, who signs in to it:
     * {@code {"type": "user", "identity": "contoso", "scope": "api://profile/access"}}.
     *
     * @param identity the name of an {@link IdentityConfig.Entra}
     * @param scope the scopes, separated by spaces
     */
    record User(String identity, String scope) implements AuthConfig {
        /** Checks that both are present. */
        public User {
            Objects.requireNonNull(identity);
            Objects.requireNonNull(scope);
        }
    }

    /**
     * A token of the Azure resource that the agent runs on:
     * {@code {"type": "managed-identity", "scope": "api://reverse/.default"}}.
     *
     * @param scope the resource, with or without {@code /.default}
     * @param clientId which of the resource's user-assigned identities, or null for its own
     * @param endpoint where tokens are had in place of Azure's metadata service, or null; only on this machine
     */
    record ManagedIdentity(String scope, @Nullable String clientId, @Nullable URI endpoint) implements AuthConfig {
        /** Checks that the endpoint is near. */
        public ManagedIdentity {
            Objects.requireNonNull(scope);
            if (endpoint != null && (endpoint.getHost() == null || !Loopback.isLoopback(endpoint.getHost()))) {
                throw new IllegalArgumentException("the endpoint is not on this machine");
            }
        }
    }

    /** Says whether token requests name the resource that the token is for (RFC 8707). */
    enum Resource {
        /** Everywhere but at Microsoft's authorities, which do not take it. */
        AUTO,
        /** Everywhere. */
        ALWAYS,
        /** Nowhere. */
        NEVER
    }

    /** Says where in a request a key goes. */
    sealed interface Placement {
        /** Returns the name of the header or query parameter. */
        String name();

        /**
         * The key is the whole value of a header.
         *
         * @param name the header's name
         */
        record Header(String name) implements Placement {
            /** Checks that the name is present. */
            public Header {
                Objects.requireNonNull(name);
            }
        }

        /**
         * The key is the value of a query parameter, only where the configuration asks for one by name: addresses
         * end up in other people's logs.
         *
         * @param name the parameter's name
         */
        record Query(String name) implements Placement {
            /** Checks that the name is present. */
            public Query {
                Objects.requireNonNull(name);
            }
        }
    }
}
