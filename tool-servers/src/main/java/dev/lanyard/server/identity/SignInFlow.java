package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.ExpiringStore;
import dev.lanyard.server.authorization.Page;
import dev.lanyard.server.authorization.PageHandler;
import dev.lanyard.server.authorization.RandomValue;
import dev.lanyard.server.authorization.Sessions;
import dev.lanyard.server.authorization.User;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Parameters;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/**
 * Walks a user from the choice of an account, over a second factor and the consent where they are needed, to the answer.
 * Every form must show the seal of its browser, so that no other site can send it.
 */
final class SignInFlow implements PageHandler {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int LIMIT = 10_000;

    private final Tenant tenant;
    private final Sessions sessions;
    private final Agreements agreements;
    private final IssuedCodes codes;
    private final Faults faults;
    private final Clock clock;
    private final ExpiringStore<PendingSignIn> open;

    SignInFlow(Tenant tenant, Sessions sessions, Agreements agreements, IssuedCodes codes, Faults faults,
            Clock clock) {
        this.tenant = tenant;
        this.sessions = sessions;
        this.agreements = agreements;
        this.codes = codes;
        this.faults = faults;
        this.clock = clock;
        this.open = new ExpiringStore<>(clock, LIMIT);
    }

    /** Returns where the browser goes on. */
    URI begin(PendingSignIn pending) {
        String id = RandomValue.create();
        open.put(id, pending, LIFETIME);
        return at(id);
    }

    private String path() {
        return "/" + tenant.id() + "/oauth2/v2.0/interaction";
    }

    private URI at(String id) {
        return URI.create(path() + "?id=" + id);
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        exchange.allow("GET", "POST");
        Sessions.Session session = sessions.find(exchange).orElseThrow(SignInFlow::gone);
        boolean submitted = exchange.method().equals("POST");
        Parameters sent = submitted ? exchange.form() : exchange.query();
        String id = sent.required("id");
        PendingSignIn pending = open.find(id)
                .filter(found -> found.seal().equals(session.seal()))
                .orElseThrow(SignInFlow::gone);
        if (submitted) {
            session.requireSeal(sent);
            submit(exchange, session, sent, id, pending);
        } else {
            show(exchange, id, pending);
        }
    }

    private void show(HttpExchange exchange, String id, PendingSignIn pending) throws IOException {
        DirectoryUser user = pending.user();
        if (user == null) {
            SignInPages.user(path(), id, pending, tenant).send(exchange);
        } else if (pending.needsMfa() && !pending.mfa()) {
            SignInPages.mfa(path(), id, pending, user).send(exchange);
        } else if (needsConsent(pending, user)) {
            SignInPages.consent(path(), id, pending, user).send(exchange);
        } else {
            finish(exchange, id, pending, user, true);
        }
    }

    /** A device is always asked about: who began it cannot be seen. */
    private boolean needsConsent(PendingSignIn pending, DirectoryUser user) {
        return pending.needsConsent() || pending.target() instanceof PendingSignIn.Target.Device
                || !agreements.cover(user, pending.app(), pending.wanted());
    }

    private void submit(HttpExchange exchange, Sessions.Session session, Parameters form, String id,
            PendingSignIn pending) throws IOException {
        DirectoryUser user = pending.user();
        if (form.one("user").isPresent()) {
            DirectoryUser chosen = tenant.userNamed(form.required("user"))
                    .orElseThrow(() -> new HttpRefusal(400, "invalid_request", "There is no such user here."));
            sessions.change(exchange, session,
                    new User(chosen.objectId(), chosen.name(), chosen.displayName()));
            next(exchange, id, pending.with(chosen));
        } else if (form.one("switch").isPresent()) {
            sessions.change(exchange, session, null);
            next(exchange, id, pending.with(null));
        } else if (user == null) {
            next(exchange, id, pending);
        } else if (form.one("mfa").isPresent()) {
            next(exchange, id, pending.confirmed());
        } else if (form.required("decision").equals("allow")) {
            // The page with this button comes last: without the second factor there is no agreeing.
            if (pending.needsMfa() && !pending.mfa()) {
                next(exchange, id, pending);
            } else {
                agreements.add(user, pending.app(), pending.wanted());
                finish(exchange, id, pending, user, true);
            }
        } else {
            finish(exchange, id, pending, user, false);
        }
    }

    private void next(HttpExchange exchange, String id, PendingSignIn changed) throws IOException {
        open.put(id, changed, LIFETIME);
        exchange.redirect(at(id));
    }

    private void finish(HttpExchange exchange, String id, PendingSignIn pending, DirectoryUser user, boolean allowed)
            throws IOException {
        if (open.take(id).isEmpty()) {
            throw gone();
        }
        SignIn signIn = new SignIn(user, pending.app().clientId(), pending.mfa(), clock.instant(),
                faults.epoch());
        switch (pending.target()) {
            case PendingSignIn.Target.App app when allowed -> AppAnswer.code(app, codes.issue(new IssuedCodes.Issued(
                    signIn, pending.wanted().text(), app.redirectUri(), app.challenge(),
                    app.nonce().isEmpty() ? null : app.nonce())), UserTokens.clientInfo(tenant, user)).send(exchange);
            case PendingSignIn.Target.App app -> AppAnswer
                    .refusal(app, "access_denied", "AADSTS65004: User declined to consent to access the app.")
                    .send(exchange);
            case PendingSignIn.Target.Device device -> {
                if (allowed) {
                    device.waiting().allow(signIn);
                } else {
                    device.waiting().deny();
                }
                Page.notice(200, allowed ? "You have signed in" : "Cancelled", allowed
                        ? "Go back to " + pending.app().name() + ": in a few seconds it goes on as "
                                + user.displayName() + "."
                        : "The device was given nothing.", "You can close this page.").send(exchange);
            }
        }
    }

    private static HttpRefusal gone() {
        return new HttpRefusal(400, "invalid_request",
                "This page has expired, was used already, or was begun in another browser. Start again.");
    }
}
