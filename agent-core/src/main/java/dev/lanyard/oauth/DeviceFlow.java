package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceCode;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.UserInteraction;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs a user in on another device (RFC 8628). */
final class DeviceFlow {
    private static final String UNKNOWN_CLIENT = "invalid_client";

    private final OAuthServer server;
    private final UserInteraction interaction;
    private final IssuerHttp http;
    private final Clock clock;
    private final Pause pause;

    /** Waits between two questions; replaced in tests. */
    @FunctionalInterface
    interface Pause {
        void rest(Duration time) throws InterruptedException;
    }

    DeviceFlow(OAuthServer server, UserInteraction interaction, IssuerHttp http, Clock clock, Pause pause) {
        this.server = server;
        this.interaction = interaction;
        this.http = http;
        this.clock = clock;
        this.pause = pause;
    }

    /** Shows a code and asks until the user has signed in with it. */
    TokenAnswer run(Plan plan, KnownClient client, TokenEndpoint tokens, @Nullable DpopKey key) {
        URI endpoint = plan.issuer().device();
        if (endpoint == null) {
            throw failed("has no device codes", null);
        }
        var begun = begin(plan, client, endpoint);
        if (begun.isEmpty()) {
            return new TokenAnswer.Refused(UNKNOWN_CLIENT, "it gave no device code");
        }
        DeviceAnswer answer = begun.get();
        Instant end = clock.instant().plus(answer.lifetime());
        interaction.show(plan.signIn(server.name()),
                new UserInteraction.DeviceCode(answer.userCode(), answer.page(), answer.whole(), end));
        Duration interval = answer.interval();
        DeviceCodeGrant grant = new DeviceCodeGrant(new DeviceCode(answer.code().reveal()));
        CredentialException.Unavailable silent = null;
        for (Duration wait = interval; clock.instant().isBefore(end); wait = longer(interval, silent)) {
            rest(shorter(wait, Duration.between(clock.instant(), end)));
            TokenAnswer said;
            try {
                said = tokens.ask(client.client(), grant, java.util.List.of(), plan.resource(), key);
                silent = null;
            } catch (CredentialException.Unavailable e) {
                if (!(e.getCause() instanceof IOException)) {
                    throw e;
                }
                // RFC 8628, section 3.5: it is asked less often, and the user who is typing the code notices nothing.
                silent = e;
                interval = DeviceAnswer.bounded(interval.toSeconds() * 2);
                continue;
            }
            switch (said instanceof TokenAnswer.Refused refused ? refused.error() : "") {
                case "authorization_pending" -> {
                }
                case "slow_down" -> interval = DeviceAnswer.bounded(interval.toSeconds() + 5);
                default -> {
                    return said;
                }
            }
        }
        if (silent != null) {
            throw silent;
        }
        return new TokenAnswer.Refused("expired_token", "nobody entered the code in time");
    }

    private static Duration longer(Duration interval, CredentialException.@Nullable Unavailable silent) {
        Duration wanted = silent == null ? interval : silent.retryAfter().orElse(interval);
        return wanted.compareTo(interval) > 0 ? wanted : interval;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Returns the code, empty if the issuer does not know the client. */
    private Optional<DeviceAnswer> begin(Plan plan, KnownClient client, URI endpoint) {
        ClientAuthentication proof = ClientProofs.authentication(client.client(), plan.issuer(), clock);
        var request = proof == null
                ? new DeviceAuthorizationRequest.Builder(new ClientID(client.client().id()))
                : new DeviceAuthorizationRequest.Builder(proof);
        request.endpointURI(endpoint);
        if (!plan.scopes().isEmpty()) {
            request.scope(new Scope(plan.scopes().toArray(String[]::new)));
        }
        if (!plan.resource().isEmpty()) {
            request.customParameter("resource", plan.resource());
        }
        try {
            HTTPRequest sent = request.build().toHTTPRequest();
            var reply = sent.send(http);
            var json = StrictJson.object(reply.getBody() == null ? "" : reply.getBody())
                    .orElseThrow(() -> new ParseException("not an object"));
            String error = json.path("error").asText("");
            if (error.equals(UNKNOWN_CLIENT)) {
                return Optional.empty();
            }
            if (reply.getStatusCode() != 200) {
                throw failed("refused a device code: " + Text.line(error), null);
            }
            return Optional.of(DeviceAnswer.read(json, server.url()));
        } catch (IOException e) {
            throw failed("cannot be reached: " + Text.reason(e), e);
        } catch (ParseException | IllegalArgumentException e) {
            throw failed("gave a device code that cannot be used", null);
        }
    }

    private void rest(Duration time) {
        try {
            pause.rest(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was not waited for", e);
        }
    }

    private CredentialException failed(String what, @Nullable Throwable cause) {
        return new CredentialException.Unavailable(server.name(),
                "The authorization server of server '" + server.name() + "' " + what + ".",
                "Use another way to sign in.", cause);
    }
}
