package dev.lanyard.config;

import java.util.Objects;

/** Says how requests to a server get their credential; the {@code auth} of a server. */
public sealed interface AuthConfig {
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
