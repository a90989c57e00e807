package dev.lanyard.server.authorization;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.Parameters;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Takes the code that a device shows (RFC 8628, section 3.3), so often a minute that guessing is hopeless (section 5.1). */
final class DeviceEndpoint implements PageHandler {
    private final GuessLimit guesses;
    private final Pages pages;
    private final Sessions sessions;
    private final Interactions interactions;
    private final DeviceRequests devices;

    DeviceEndpoint(Clock clock, Pages pages, Sessions sessions, Interactions interactions, DeviceRequests devices) {
        this.guesses = new GuessLimit(clock);
        this.pages = pages;
        this.sessions = sessions;
        this.interactions = interactions;
        this.devices = devices;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        exchange.allow("GET", "POST");
        if (exchange.method().equals("GET")) {
            String code = exchange.query().one("user_code").orElse("");
            pages.device(sessions.open(exchange).seal(), code, "").send(exchange);
            return;
        }
        Parameters form = exchange.form();
        Sessions.Session session = sessions.open(exchange);
        session.requireSeal(form);
        guesses.check();
        Optional<DeviceRequest> found = devices.find(form.required("user_code"));
        if (found.isPresent()) {
            exchange.redirect(interactions.begin(new Interaction.Device(session.seal(), found.get())));
        } else {
            guesses.wrong();
            pages.device(session.seal(), "", "No device waits with that code. Look at it again.").send(exchange);
        }
    }
}
