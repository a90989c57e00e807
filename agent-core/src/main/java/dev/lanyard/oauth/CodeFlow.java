package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.SignIn;
import dev.lanyard.credential.UserInteraction.Way;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Signs a user in with an authorization code, PKCE S256, state and {@code iss} (OAuth 2.1, section 4.1; RFC 9207). */
final class CodeFlow {
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final OAuthServer server;
    private final UserInteraction interaction;
    private final Duration patience;

    CodeFlow(OAuthServer server, UserInteraction interaction, Duration patience) {
        this.server = server;
        this.interaction = interaction;
        this.patience = patience;
    }

    /** Finds the client for the address that the browser will come back to. */
    @FunctionalInterface
    interface Clients {
        KnownClient find(URI redirect);
    }

    /** Is what the user's sign-in gave. */
    record Code(KnownClient client, AuthorizationCodeGrant grant) {}

    /**
     * Has the user sign in and returns the code.
     *
     * @param port the port that the client was registered with, 0 if there is none
     */
    Code run(Plan plan, Way way, int port, Clients clients) {
        IssuerMetadata issuer = plan.issuer();
        URI page = issuer.authorization();
        if (page == null || !issuer.pkce()) {
            throw rejected("'" + Text.line(issuer.issuer()) + "' offers no sign-in with an authorization code and PKCE "
                    + "(S256).", "Ask whoever runs the server.");
        }
        requireOpenable(page);
        try (ServerSocket socket = CallbackServer
                .bind(server.redirect().port() != 0 ? server.redirect().port() : port)) {
            URI redirect = server.redirect().uri(socket.getLocalPort());
            KnownClient client = clients.find(redirect);
            CodeVerifier verifier = new CodeVerifier();
            State state = new State(32);
            URI address = request(plan, page, client, redirect, verifier, state);
            URI answer = answer(plan.signIn(server.name()), way, socket, redirect, address, state);
            AuthorizationCode code = code(answer, state, issuer);
            return new Code(client, new AuthorizationCodeGrant(code, redirect, verifier));
        } catch (IOException e) {
            throw new CredentialException.Unavailable(server.name(),
                    "No port of this machine can be listened on for the sign-in.", "Use another way to sign in.", e);
        }
    }

    private static URI request(Plan plan, URI page, KnownClient client, URI redirect, CodeVerifier verifier,
            State state) {
        var request = new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.client().id()))
                .endpointURI(page)
                .redirectionURI(redirect)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .state(state);
        if (!plan.scopes().isEmpty()) {
            request.scope(new Scope(plan.scopes().toArray(String[]::new)));
        }
        if (!plan.resource().isEmpty()) {
            request.resource(URI.create(plan.resource()));
        }
        IssuerPreset.of(plan.issuer().issuer()).parameters().forEach(request::customParameter);
        if (plan.scopes().contains(Scopes.OFFLINE_ACCESS)) {
            // OpenID Connect Core, section 11: without it the scope may be ignored.
            request.prompt(com.nimbusds.openid.connect.sdk.Prompt.Type.CONSENT);
        }
        return request.build().toURI();
    }

    private URI answer(SignIn signIn, Way way, ServerSocket socket, URI redirect, URI address, State state)
            throws IOException {
        if (way == Way.PASTE) {
            socket.close();
            return interaction.paste(signIn, address)
                    .flatMap(CodeFlow::pasted)
                    .orElseThrow(() -> required("The sign-in to server '" + server.name() + "' was given up."));
        }
        try (CallbackServer callback = CallbackServer.open(socket, redirect, received -> carries(received, state))) {
            interaction.open(signIn, address);
            return callback.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw required("Nobody signed in to server '" + server.name() + "' within " + patience.toMinutes()
                    + " minutes.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw required("The sign-in to server '" + server.name() + "' was interrupted.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("It never fails", e);
        }
    }

    static Optional<URI> pasted(String text) {
        try {
            return Optional.of(new URI(text.strip())).filter(address -> address.getRawQuery() != null);
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean carries(URI answer, State state) {
        return one(answer, "state").filter(given -> MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8),
                state.getValue().getBytes(StandardCharsets.UTF_8))).isPresent();
    }

    /** Checks the answer in the order of RFC 9207, section 2.4: whose it is first, then what it says. */
    AuthorizationCode code(URI answer, State state, IssuerMetadata issuer) {
        if (!carries(answer, state)) {
            throw rejected("The answer to the sign-in is not the one that was asked for: its state is another.",
                    "Sign in again, and paste the address that the browser ends at.");
        }
        String iss = one(answer, "iss").orElse(null);
        if (iss == null ? issuer.namesItself() : !iss.equals(issuer.issuer())) {
            throw rejected("The answer to the sign-in comes from "
                    + (iss == null ? "an authorization server that does not name itself" : "'" + Text.line(iss) + "'")
                    + ", not from '" + Text.line(issuer.issuer()) + "'.",
                    "Do not sign in again before you know why.");
        }
        Optional<String> error = one(answer, "error");
        if (error.isPresent()) {
            throw rejected("'" + Text.line(issuer.issuer()) + "' refused the sign-in: " + Text.line(error.get())
                    + one(answer, "error_description").map(text -> " (" + Text.line(text) + ")").orElse("") + ".",
                    "Sign in again, or ask whoever runs the server.");
        }
        return one(answer, "code").filter(code -> !code.isBlank())
                .map(AuthorizationCode::new)
                .orElseThrow(() -> rejected("The answer to the sign-in holds no code.", "Sign in again."));
    }

    /** Returns a parameter that is there exactly once (RFC 6749, section 3.1). */
    private static Optional<String> one(URI answer, String name) {
        Map<String, List<String>> parameters = URLUtils.parseParameters(answer.getRawQuery());
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.ofNullable(values.getFirst()) : Optional.empty();
    }

    /** A page is handed to a browser, so nothing but an https address, or http to this machine, may pass for one. */
    private void requireOpenable(URI page) {
        if (!SignInPage.isOne(page, server.url())) {
            throw rejected("The sign-in page '" + Text.line(page.toASCIIString()) + "' is not an https address.",
                    "Do not sign in; ask whoever runs the server.");
        }
    }

    private CredentialException.Rejected rejected(String problem, String remedy) {
        return new CredentialException.Rejected(server.name(), "Server '" + server.name() + "': " + problem, remedy,
                null);
    }

    private CredentialException.InteractionRequired required(String problem) {
        return new CredentialException.InteractionRequired(server.name(), problem,
                interaction.remedy(server.name()), null, null);
    }
}
