package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import dev.lanyard.server.auth.SecretHash;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Is an application that may ask for tokens (RFC 6749, section 2). Immutable. */
public final class Client {
    /** Where the knowledge of a client comes from. */
    enum Origin {
        /** The operator. */
        CONFIGURED,
        /** The client itself, by dynamic registration (RFC 7591). */
        REGISTERED,
        /** A document at the URL that is the client's id. */
        DOCUMENT
    }

    private final String id;
    private final String name;
    private final Origin origin;
    private final List<String> redirectUris;
    private final Set<GrantType> grants;
    private final ClientProof proof;
    private final Set<URI> serves;

    Client(String id, String name, Origin origin, List<String> redirectUris, Set<GrantType> grants,
            ClientProof proof) {
        this(id, name, origin, redirectUris, grants, proof, Set.of());
    }

    private Client(String id, String name, Origin origin, List<String> redirectUris, Set<GrantType> grants,
            ClientProof proof, Set<URI> serves) {
        this.id = id;
        this.name = name;
        this.origin = origin;
        this.redirectUris = List.copyOf(redirectUris);
        this.grants = Set.copyOf(grants);
        this.proof = proof;
        this.serves = Set.copyOf(serves);
    }

    /** Returns a client without a secret, such as a program in a terminal: code, refresh and device grants. */
    public static Client open(String id, String name, List<String> redirectUris) {
        return new Client(id, name, Origin.CONFIGURED, redirectUris,
                Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.DEVICE_CODE),
                new ClientProof.None());
    }

    /** Returns a client with a secret, which gets tokens for itself and for users, and may exchange those sent to it. */
    public static Client confidential(String id, String name, SecretHash hash, List<String> redirectUris) {
        return new Client(id, name, Origin.CONFIGURED, redirectUris,
                Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.DEVICE_CODE,
                        GrantType.CLIENT_CREDENTIALS, GrantType.TOKEN_EXCHANGE),
                new ClientProof.Shared(hash, Set.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                        ClientAuthenticationMethod.CLIENT_SECRET_POST)));
    }

    /** Returns this client as the one that serves a resource: it may exchange the tokens that are sent there. */
    public Client serving(URI resource) {
        return new Client(id, name, origin, redirectUris, grants, proof, Set.of(resource));
    }

    boolean serves(URI resource) {
        return serves.contains(resource);
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    Origin origin() {
        return origin;
    }

    List<String> redirectUris() {
        return redirectUris;
    }

    ClientProof proof() {
        return proof;
    }

    boolean may(GrantType grant) {
        return grants.contains(grant);
    }

    Set<GrantType> grants() {
        return grants;
    }

    boolean isPublic() {
        return proof instanceof ClientProof.None;
    }
}
