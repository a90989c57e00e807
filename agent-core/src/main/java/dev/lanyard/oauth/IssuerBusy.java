package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import dev.lanyard.network.RetryAfter;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that an issuer answered, but not now: 429 or 5xx (RFC 9110, section 15.6). */
final class IssuerBusy extends IOException {
    @Serial
    private static final long serialVersionUID = 1;
    /** However long an issuer would like to be left alone, the user is not. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final @Nullable Duration retryAfter;

    private IssuerBusy(int status, @Nullable Duration retryAfter) {
        super("it answered " + status);
        this.retryAfter = retryAfter;
    }

    static IssuerBusy of(ReadOnlyHTTPResponse answer) {
        return new IssuerBusy(answer.getStatusCode(), header(answer, "Retry-After")
                .flatMap(value -> RetryAfter.read(value, header(answer, "Date").orElse("")))
                .map(wait -> wait.compareTo(LONGEST) < 0 ? wait : LONGEST)
                .orElse(null));
    }

    private static Optional<String> header(ReadOnlyHTTPResponse answer, String name) {
        return answer.getHeaderMap().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Returns for how long it wants to be left alone, or null if it did not say. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
