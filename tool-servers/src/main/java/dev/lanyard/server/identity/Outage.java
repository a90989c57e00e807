package dev.lanyard.server.identity;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Answers in place of the endpoints while they are made to fail: 429 with {@code Retry-After}, or 503. */
final class Outage {
    private Outage() {}

    static Optional<HTTPResponse> of(Faults faults, URI authority, Clock clock) {
        Optional<Fault> busy = faults.take(Fault.Kind.TOO_MANY_REQUESTS);
        if (busy.isPresent()) {
            HTTPResponse response = EntraErrorResponse.of(new EntraRefusal(429, "temporarily_unavailable", 90055,
                    "The server terminated an operation because it encountered excessive requests."), authority, null,
                    clock);
            response.setHeader("Retry-After", Long.toString(busy.get().duration().toSeconds()));
            return Optional.of(response);
        }
        return faults.take(Fault.Kind.SERVER_ERROR)
                .map(down -> EntraErrorResponse.of(new EntraRefusal(503, "temporarily_unavailable", 90033,
                        "A transient error has occurred. Please try again."), authority, null, clock));
    }
}
