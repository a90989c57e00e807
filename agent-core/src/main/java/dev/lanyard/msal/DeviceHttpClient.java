package dev.lanyard.msal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries the requests of one sign-in on another device (RFC 8628). MSAL leaves out the claims when it asks for the code, and
 * ends the sign-in where section 3.5 wants it to go on: at {@code slow_down}, and when an answer does not come. It asks again
 * until the code ends.
 */
final class DeviceHttpClient implements IHttpClient {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final IHttpResponse PENDING = new Pending();

    private final EntraHttpClient http;
    private final Optional<String> claims;
    private volatile Duration slower = Duration.ZERO;

    private record Pending() implements IHttpResponse {
        @Override
        public int statusCode() {
            return 400;
        }

        @Override
        public Map<String, List<String>> headers() {
            return Map.of();
        }

        @Override
        public String body() {
            // MSAL knows no error that has no description.
            return "{\"error\":\"authorization_pending\",\"error_description\":\"Asked too early.\"}";
        }
    }

    /**
     * Creates the client of one sign-in.
     *
     * @param claims what the sign-in has to satisfy, as JSON
     */
    DeviceHttpClient(EntraHttpClient http, Optional<String> claims) {
        this.http = http;
        this.claims = claims;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        if (!request.url().getPath().endsWith("/devicecode")) {
            return polled(request);
        }
        String more = claims.map(json -> "&claims=" + URLEncoder.encode(json, StandardCharsets.UTF_8)).orElse("");
        return http.send(request, EntraHttpClient.body(request) + more);
    }

    private IHttpResponse polled(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        // MSAL has waited its own interval; this is what slow_down adds to it (RFC 8628, section 3.5).
        Thread.sleep(slower);
        try {
            IHttpResponse response = http.send(request, EntraHttpClient.body(request));
            if (response.statusCode() == 400 && error(response).equals("slow_down")) {
                slower = slower.plus(STEP);
                return PENDING;
            }
            return response;
        } catch (AuthorityBusy busy) {
            Duration wanted = busy.retryAfter().orElse(STEP);
            slower = slower.compareTo(wanted) < 0 ? wanted : slower;
            return PENDING;
        } catch (ConnectException | HttpTimeoutException e) {
            slower = slower.plus(STEP);
            return PENDING;
        }
    }

    private static String error(IHttpResponse response) {
        try {
            return JSON.readTree(response.body()).path("error").asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
