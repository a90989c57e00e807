package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.GuessLimit;
import dev.lanyard.server.authorization.PageHandler;
import dev.lanyard.server.authorization.Sessions;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Parameters;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Takes the code that a device shows (RFC 8628, section 3.3), so often a minute that guessing is hopeless (section 5.1). */
final class DevicePage implements PageHandler {
    private final Tenant tenant;
    private final Sessions sessions;
    private final SignInFlow flow;
    private final DeviceCodes devices;
    private final Faults faults;
    private final GuessLimit guesses;

    DevicePage(Tenant tenant, Sessions sessions, SignInFlow flow, DeviceCodes devices, Faults faults,
            Clock clock) {
        this.tenant = tenant;
        this.sessions = sessions;
        this.flow = flow;
        this.devices = devices;
        this.faults = faults;
        this.guesses = new GuessLimit(clock);
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        exchange.allow("GET", "POST");
        Sessions.Session session = sessions.open(exchange);
        if (exchange.method().equals("GET")) {
            String code = exchange.query().one("user_code").or(() -> exchange.query().one("otc")).orElse("");
            SignInPages.device(exchange.path(), session.seal(), code, "").send(exchange);
            return;
        }
        Parameters form = exchange.form();
        session.requireSeal(form);
        guesses.check();
        Optional<DeviceCodes.Waiting> found = devices.find(form.required("user_code"));
        if (found.isPresent()) {
            exchange.redirect(flow.begin(pending(session, found.get())));
        } else {
            guesses.wrong();
            SignInPages
                    .device(exchange.path(), session.seal(), "", "That code did not work. Check it and try again.")
                    .send(exchange);
        }
    }

    private PendingSignIn pending(Sessions.Session session, DeviceCodes.Waiting waiting) {
        try {
            Wanted wanted = Wanted.read(tenant, waiting.app(), waiting.scope());
            boolean mfa = waiting.needsMfa()
                    || faults.take(Fault.Kind.MFA_REQUIRED, wanted.resource().identifier()).isPresent();
            return new PendingSignIn(session.seal(), waiting.app(), wanted, new PendingSignIn.Target.Device(waiting),
                    session.user() == null ? null : tenant.user(session.user().subject()).orElse(null), mfa, false,
                    true);
        } catch (EntraRefusal changed) {
            throw new HttpRefusal(400, changed.error(), String.valueOf(changed.getMessage()));
        }
    }
}
