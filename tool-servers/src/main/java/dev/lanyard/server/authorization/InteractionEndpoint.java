package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Parameters;
import java.io.IOException;
import java.net.URI;

/** Walks a user from the sign-in to a yes or no. Every form must show the seal of its browser, so that no other site can send it. */
final class InteractionEndpoint implements PageHandler {
    private final AuthorizationSettings settings;
    private final Pages pages;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Consents consents;
    private final AuthorizationCodes codes;

    InteractionEndpoint(AuthorizationSettings settings, Pages pages, Sessions sessions, Interactions interactions,
            Consents consents, AuthorizationCodes codes) {
        this.settings = settings;
        this.pages = pages;
        this.sessions = sessions;
        this.interactions = interactions;
        this.consents = consents;
        this.codes = codes;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        exchange.allow("GET", "POST");
        if (exchange.method().equals("GET")) {
            show(exchange);
        } else {
            submit(exchange);
        }
    }

    private void show(HttpExchange exchange) throws IOException {
        Sessions.Session session = sessions.find(exchange).orElseThrow(InteractionEndpoint::gone);
        String id = exchange.query().required("id");
        Interaction interaction = interactions.find(id, session).orElseThrow(InteractionEndpoint::gone);
        User user = session.user();
        if (user == null) {
            pages.login(id, interaction).send(exchange);
        } else if (isAgreed(interaction, user)) {
            finish(exchange, id, interaction, user, true);
        } else {
            pages.consent(id, interaction, user).send(exchange);
        }
    }

    private void submit(HttpExchange exchange) throws IOException {
        Parameters form = exchange.form();
        Sessions.Session session = sessions.find(exchange).orElseThrow(InteractionEndpoint::gone);
        session.requireSeal(form);
        String id = form.required("id");
        Interaction interaction = interactions.find(id, session).orElseThrow(InteractionEndpoint::gone);
        User user = session.user();
        if (form.one("user").isPresent()) {
            User chosen = settings.user(form.required("user"))
                    .orElseThrow(() -> new HttpRefusal(400, "invalid_request", "There is no such user here."));
            sessions.change(exchange, session, chosen);
            exchange.redirect(interactions.at(id));
        } else if (form.one("switch").isPresent()) {
            sessions.change(exchange, session, null);
            exchange.redirect(interactions.at(id));
        } else if (user == null || !user.name().equals(form.required("as"))) {
            // Somebody else has signed in since the page was shown: who agrees must be who was asked.
            exchange.redirect(interactions.at(id));
        } else {
            finish(exchange, id, interaction, user, form.required("decision").equals("allow"));
        }
    }

    private boolean isAgreed(Interaction interaction, User user) {
        return interaction instanceof Interaction.Authorization asked && consents.covers(user, asked.client(),
                asked.redirectUri(), asked.resource().identifier(), asked.scopes());
    }

    private void finish(HttpExchange exchange, String id, Interaction interaction, User user, boolean allowed)
            throws IOException {
        if (!interactions.end(id)) {
            throw gone();
        }
        switch (interaction) {
            case Interaction.Authorization asked -> exchange.redirect(answer(asked, user, allowed));
            case Interaction.Device device -> {
                device.request().decide(user, allowed);
                Page.notice(200, allowed ? "Your device is connected" : "Denied", allowed
                        ? "Go back to it: in a few seconds it goes on as " + user.displayName() + "."
                        : "The device was given nothing.", "You can close this page.").send(exchange);
            }
        }
    }

    private URI answer(Interaction.Authorization asked, User user, boolean allowed) {
        Issuer issuer = new Issuer(settings.issuer());
        if (!allowed) {
            return new AuthorizationErrorResponse(asked.redirectUri(),
                    OAuth2Error.ACCESS_DENIED.setDescription("The user said no."), asked.state(), issuer,
                    ResponseMode.QUERY).toURI();
        }
        consents.add(user, asked.client(), asked.resource().identifier(), asked.scopes());
        Grant grant = Grant.to(asked.client(), user.subject(), asked.scopes(), asked.resource().identifier());
        AuthorizationCode code = new AuthorizationCode(codes.issue(grant, asked.redirectUri(), asked.challenge()));
        return new AuthorizationSuccessResponse(asked.redirectUri(), code, null, asked.state(), issuer,
                ResponseMode.QUERY).toURI();
    }

    private static HttpRefusal gone() {
        return new HttpRefusal(400, "invalid_request",
                "This page has expired, was used already, or was begun in another browser. Start again.");
    }
}
