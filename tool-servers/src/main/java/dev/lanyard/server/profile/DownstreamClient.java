package dev.lanyard.server.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Exchanges a user's token for one of Graph (Entra's on-behalf-of; RFC 7523, section 2.1) and asks Graph who the user is. The
 * token that came in goes to the token endpoint only, never to Graph (MCP 2025-11-25, Security best practices). Thread-safe.
 */
final class DownstreamClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 64 * 1024;
    /** A challenge with more does not fit into a header that every client takes. */
    private static final int MAX_CLAIMS = 3072;
    private static final Pattern CLAIMS = Pattern.compile("claims=\"([A-Za-z0-9+/=_-]{1,4096})\"");
    private static final String RETRY = "The directory cannot be asked now. Try again in a moment.";

    private final ProfileSettings settings;

    DownstreamClient(ProfileSettings settings) {
        this.settings = settings;
    }

    Fetched fetch(String inbound) throws InterruptedException {
        try {
            Answer exchanged = exchange(inbound);
            JsonNode answer = exchanged.json();
            if (exchanged.status() != 200) {
                return refused(answer);
            }
            String outbound = answer.path("access_token").asText();
            // A directory that hands back what it got must not make this server pass it on.
            return outbound.isEmpty() || outbound.equals(inbound)
                    ? new Fetched.Refused(RETRY)
                    : profile(outbound);
        } catch (IOException unreachable) {
            return new Fetched.Refused(RETRY);
        }
    }

    private Answer exchange(String inbound) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("requested_token_use", "on_behalf_of");
        form.put("client_id", settings.clientId());
        form.put("client_secret", settings.proof().get());
        form.put("scope", settings.graphScope());
        form.put("assertion", inbound);
        String body = form.entrySet()
                .stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(settings.tokenEndpoint().get())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = settings.http()
                .get()
                .send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new IOException("The answer of " + response.uri().getHost() + " is larger than 64 KiB.");
            }
            return new Answer(response.statusCode(), response.headers(),
                    new String(body, StandardCharsets.UTF_8));
        }
    }

    private record Answer(int status, HttpHeaders headers, String body) {
        JsonNode json() throws IOException {
            try {
                return StrictJson.read(body.getBytes(StandardCharsets.UTF_8));
            } catch (JsonProcessingException foreign) {
                throw new IOException("The answer is not JSON.", foreign);
            }
        }
    }

    private Fetched profile(String outbound) throws IOException, InterruptedException {
        Answer answer = send(HttpRequest.newBuilder(settings.me()).header("Authorization", "Bearer " + outbound));
        if (answer.status() == 200) {
            JsonNode me = answer.json();
            return new Fetched.Found(new UserProfile(me.path("id").asText(), me.path("displayName").asText(),
                    me.path("mail").asText(""), me.path("userPrincipalName").asText()));
        }
        Matcher claims = CLAIMS.matcher(answer.headers().firstValue("WWW-Authenticate").orElse(""));
        return answer.status() == 401 && claims.find()
                ? new Fetched.Challenged(claims.group(1))
                : new Fetched.Refused("Graph refused the request (HTTP " + answer.status() + ").");
    }

    /** A policy that asks for more comes as claims; what no sign-in at the client helps with comes as words. */
    private Fetched refused(JsonNode answer) {
        String claims = answer.path("claims").asText("");
        if (!claims.isEmpty() && claims.length() <= MAX_CLAIMS) {
            return new Fetched.Challenged(
                    Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)));
        }
        int number = answer.path("error_codes").path(0).asInt();
        return new Fetched.Refused(switch (number) {
            case 65001 -> "Nobody has agreed yet that the profile server may read your profile (AADSTS65001). Ask an"
                    + " administrator to consent for the app " + settings.clientId() + " to '" + settings.graphScope()
                    + "'.";
            case 500133, 50173 -> "Your sign-in has ended (AADSTS" + number + "). Sign in again.";
            default -> number == 0 ? RETRY : "The directory refused to act for you (AADSTS" + number + ").";
        });
    }
}
