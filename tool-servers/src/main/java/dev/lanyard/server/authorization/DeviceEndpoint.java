package dev.lanyard.server.authorization;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Parameters;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes the code that a device shows (RFC 8628, section 3.3), so often a minute that guessing is hopeless (section 5.1). */
final class DeviceEndpoint implements PageHandler {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_WRONG = 30;

    private final Clock clock;
    private final Pages pages;
    private final Sessions sessions;
    private final Interactions interactions;
    private final DeviceRequests devices;
    private Instant windowEnd = Instant.MIN;
    private int wrong;

    DeviceEndpoint(Clock clock, Pages pages, Sessions sessions, Interactions interactions, DeviceRequests devices) {
        this.clock = clock;
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
        requireFewMistakes();
        Optional<DeviceRequest> found = devices.find(form.required("user_code"));
        if (found.isPresent()) {
            exchange.redirect(interactions.begin(new Interaction.Device(session.seal(), found.get())));
        } else {
            count();
            pages.device(session.seal(), "", "No device waits with that code. Look at it again.").send(exchange);
        }
    }

    private synchronized void requireFewMistakes() {
        if (clock.instant().isBefore(windowEnd) && wrong >= MAX_WRONG) {
            throw new HttpRefusal(429, "slow_down", "Too many wrong codes. Wait a minute.");
        }
    }

    private synchronized void count() {
        if (!clock.instant().isBefore(windowEnd)) {
            windowEnd = clock.instant().plus(WINDOW);
            wrong = 0;
        }
        wrong++;
    }
}
