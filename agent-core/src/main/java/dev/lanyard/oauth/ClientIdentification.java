package dev.lanyard.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import com.nimbusds.openid.connect.sdk.rp.ApplicationType;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.SignIn;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the client to sign in as (MCP 2026-07-28, Authorization, Client Registration Approaches): the one registered by hand,
 * else the client id metadata document, else dynamic registration, else whatever the user knows.
 */
final class ClientIdentification {
    private final OAuthServer server;
    private final SignInStore store;
    private final IssuerHttp http;
    private final UserInteraction interaction;

    ClientIdentification(OAuthServer server, SignInStore store, IssuerHttp http, UserInteraction interaction) {
        this.server = server;
        this.store = store;
        this.http = http;
        this.interaction = interaction;
    }

    /** Returns the client that needs nobody to be asked for, empty if there is none yet. */
    Optional<KnownClient> known(IssuerMetadata issuer) {
        return configured(issuer).or(() -> store.client(issuer.issuer()));
    }

    /** Returns the client of an id, as which tokens were had; empty if it is not known any more. */
    Optional<KnownClient> known(IssuerMetadata issuer, String id) {
        return configured(issuer).or(() -> store.client(issuer.issuer(), id))
                .filter(client -> client.client().id().equals(id));
    }

    /** Hears that the issuer gave tokens to a client: an id that the user typed is kept only now, as it may be mistyped. */
    void accepted(IssuerMetadata issuer, KnownClient client) {
        if (known(issuer).isEmpty()) {
            store.keepClient(issuer.issuer(), client);
        }
    }

    /** Hears that the issuer may not know a client (any more), so that the next sign-in finds another. */
    void doubted(IssuerMetadata issuer, KnownClient client) {
        store.setAside(issuer.issuer(), client);
    }

    /** Hears that the user signed out, and may want to sign in with another client id than the one typed. */
    void signedOut(String issuer) {
        store.client(issuer)
                .filter(client -> !client.registered())
                .ifPresent(client -> store.setAside(issuer, client));
    }

    private Optional<KnownClient> configured(IssuerMetadata issuer) {
        RegisteredClient configured = server.client();
        if (configured != null) {
            return Optional.of(KnownClient.of(configured));
        }
        URI document = server.clientMetadataUrl();
        if (document != null && issuer.clientDocuments()) {
            return Optional.of(KnownClient.of(RegisteredClient.open(document.toString())));
        }
        return Optional.empty();
    }

    /** Returns the client for a sign-in, registering one if need be. */
    KnownClient find(IssuerMetadata issuer, SignIn signIn, URI redirect) {
        Optional<KnownClient> known = known(issuer);
        if (known.isPresent()) {
            return known.get();
        }
        if (issuer.registration() == null) {
            return interaction.clientId(signIn)
                    .map(String::strip)
                    .filter(ClientIdentification::isClientId)
                    .map(id -> KnownClient.of(RegisteredClient.open(id)))
                    .orElseThrow(() -> new CredentialException.InteractionRequired(server.name(),
                            "The authorization server '" + Text.line(issuer.issuer()) + "' of server '"
                                    + server.name() + "' registers no clients by itself.",
                            "Register one there by hand and set 'clientId' in the server's 'auth'.", null, null));
        }
        KnownClient found = registered(issuer, issuer.registration(), signIn.scopes(), redirect);
        store.keepClient(issuer.issuer(), found);
        return found;
    }

    private KnownClient registered(IssuerMetadata issuer, URI endpoint, List<String> scopes, URI redirect) {
        OIDCClientMetadata metadata = new OIDCClientMetadata();
        metadata.setName("Lanyard");
        metadata.setApplicationType(ApplicationType.NATIVE);
        metadata.setRedirectionURI(redirect);
        Set<GrantType> grants = new LinkedHashSet<>(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        if (issuer.device() != null) {
            grants.add(GrantType.DEVICE_CODE);
        }
        metadata.setGrantTypes(grants);
        metadata.setResponseTypes(Set.of(ResponseType.CODE));
        metadata.setTokenEndpointAuthMethod(method(issuer));
        if (!scopes.isEmpty()) {
            metadata.setScope(new Scope(scopes.toArray(String[]::new)));
        }
        try {
            HTTPRequest request = new OIDCClientRegistrationRequest(endpoint, metadata, null).toHTTPRequest();
            return read(request.send(http), issuer, redirect);
        } catch (IOException e) {
            throw new CredentialException.Unavailable(server.name(), problem(issuer, Text.reason(e)),
                    "Try again later, or set 'clientId' in the server's 'auth'.", e);
        } catch (ParseException | IllegalArgumentException e) {
            throw refused(issuer, "its answer is not one of RFC 7591");
        }
    }

    private KnownClient read(ReadOnlyHTTPResponse answer, IssuerMetadata issuer, URI redirect) throws ParseException {
        var json = StrictJson.object(answer.getBody() == null ? "" : answer.getBody());
        if (answer.getStatusCode() != 201 && answer.getStatusCode() != 200) {
            throw refused(issuer, "it answered " + answer.getStatusCode() + json
                    .flatMap(body -> StrictJson.text(body, "error").map(code -> " " + Text.line(code)))
                    .orElse(""));
        }
        return registered(json.orElseThrow(() -> new ParseException("not an object")), issuer, redirect);
    }

    /** Returns the client that an answer tells of (RFC 7591, section 3.2.1). */
    static KnownClient registered(ObjectNode body, IssuerMetadata issuer, URI redirect) throws ParseException {
        String id = StrictJson.text(body, "client_id")
                .filter(ClientIdentification::isClientId)
                .orElseThrow(() -> new ParseException("no client_id"));
        // Redirect addresses that it adds or changes are never used: ours goes into each request.
        Optional<Secret> secret = StrictJson.text(body, "client_secret").map(Secret::of);
        ClientAuthenticationMethod given = StrictJson.text(body, "token_endpoint_auth_method")
                .map(ClientAuthenticationMethod::new)
                .orElseGet(() -> method(issuer));
        ClientProof proof = secret.isEmpty() || given.equals(ClientAuthenticationMethod.NONE)
                ? new ClientProof.None()
                : new ClientProof.SharedSecret(secret.get(),
                        given.equals(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                                ? ClientProof.Place.BODY
                                : ClientProof.Place.HEADER);
        long expires = body.path("client_secret_expires_at").asLong(0);
        return new KnownClient(new RegisteredClient(id, proof), Math.max(0, redirect.getPort()),
                expires > 0 ? Instant.ofEpochSecond(Math.min(expires, Integer.MAX_VALUE * 2L)) : null, true);
    }

    /** Says whether a text has the characters that a client id may have (RFC 6749, appendix A.1). */
    private static boolean isClientId(String text) {
        return !text.isBlank() && text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    /** A program on the user's machine keeps no secret, so it asks for none where it may. */
    private static ClientAuthenticationMethod method(IssuerMetadata issuer) {
        for (ClientAuthenticationMethod method : List.of(ClientAuthenticationMethod.NONE,
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC, ClientAuthenticationMethod.CLIENT_SECRET_POST)) {
            if (issuer.proofs().contains(method.getValue())) {
                return method;
            }
        }
        // RFC 8414, section 2: the default where the issuer does not say.
        return issuer.proofs().isEmpty()
                ? ClientAuthenticationMethod.getDefault()
                : ClientAuthenticationMethod.NONE;
    }

    private CredentialException.Rejected refused(IssuerMetadata issuer, String why) {
        return new CredentialException.Rejected(server.name(), problem(issuer, why),
                "Register a client there by hand and set 'clientId' in the server's 'auth'.", null);
    }

    private String problem(IssuerMetadata issuer, String why) {
        return "The authorization server '" + Text.line(issuer.issuer()) + "' of server '" + server.name()
                + "' did not register a client: " + why + ".";
    }
}
