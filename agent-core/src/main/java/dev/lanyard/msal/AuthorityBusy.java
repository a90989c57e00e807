package dev.lanyard.msal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.lanyard.network.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that Entra could not answer now: 429 or 5xx. MSAL does not get to see it, because it would keep it for the whole
 * process and refuse the same request for two minutes, or an hour, whoever makes it, even after the user has signed in.
 */
final class AuthorityBusy extends IOException {
    private static final long serialVersionUID = 1;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Duration wait;

    private AuthorityBusy(String message, @Nullable Duration wait) {
        super(message);
        this.wait = wait;
    }

    /** Returns for how long Entra wants to be left alone, at most ten minutes; empty if it did not say. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(wait);
    }

    /** Returns the failure that an answer tells of, empty if it tells of none. */
    static Optional<AuthorityBusy> of(IHttpResponse response) {
        int status = response.statusCode();
        return status == TOO_MANY_REQUESTS || status >= 500
                ? Optional.of(new AuthorityBusy(described(response), wait(response)))
                : Optional.empty();
    }

    private static @Nullable Duration wait(IHttpResponse response) {
        return header(response, "Retry-After")
                .flatMap(value -> RetryAfter.read(value, header(response, "Date").orElse("")))
                .map(wait -> wait.compareTo(LONGEST) < 0 ? wait : LONGEST)
                .orElse(null);
    }

    private static Optional<String> header(IHttpResponse response, String name) {
        return response.headers()
                .entrySet()
                .stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue())
                .filter(values -> !values.isEmpty())
                .map(List::getFirst)
                .findFirst();
    }

    private static String described(IHttpResponse response) {
        String status = "it answered with status " + response.statusCode();
        try {
            JsonNode body = JSON.readTree(response.body());
            String description = body.path("error_description").asText("");
            String id = body.path("correlation_id").asText("");
            return status + (description.isBlank() ? "" : ", " + EntraFailure.line(description))
                    + (id.isBlank() ? "" : " (correlation id " + EntraFailure.line(id) + ")");
        } catch (JsonProcessingException e) {
            return status;
        }
    }
}
