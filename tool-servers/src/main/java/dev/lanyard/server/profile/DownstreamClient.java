package dev.lanyard.server.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
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
    private static final Pattern CLAIMS = Pattern.compile("claims=\"([A-Za-z0-9+/=_-]{1,4096})\"");
    private static final String RETRY = "The directory cannot be asked now. Try again in a moment.";

    private final ProfileSettings settings;

    DownstreamClient(ProfileSettings settings) {
        this.settings = settings;
    }

    Fetched fetch(String inbound) throws InterruptedException {
        try {
            HttpResponse<String> exchanged = exchange(inbound);
            JsonNode answer = json(exchanged);
            if (exchanged.statusCode() != 200) {
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

    private HttpResponse<String> exchange(String inbound) throws IOException, InterruptedException {
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
        return settings.http()
                .get()
                .send(HttpRequest.newBuilder(settings.tokenEndpoint().get())
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(), HttpResponse.BodyHandlers.ofString());
    }

    private Fetched profile(String outbound) throws IOException, InterruptedException {
        HttpClient http = settings.http().get();
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(settings.me())
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + outbound)
                .build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
            JsonNode me = json(response);
            return new Fetched.Found(new UserProfile(me.path("id").asText(), me.path("displayName").asText(),
                    me.path("mail").asText(""), me.path("userPrincipalName").asText()));
        }
        Matcher claims = CLAIMS.matcher(response.headers().firstValue("WWW-Authenticate").orElse(""));
        return response.statusCode() == 401 && claims.find()
                ? new Fetched.Challenged(claims.group(1))
                : new Fetched.Refused("Graph refused the request (HTTP " + response.statusCode() + ").");
    }

    /** A policy that asks for more comes as claims; what no sign-in at the client helps with comes as words. */
    private Fetched refused(JsonNode answer) {
        String claims = answer.path("claims").asText("");
        if (!claims.isEmpty()) {
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

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        try {
            return StrictJson.read(response.body().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException foreign) {
            throw new IOException("The answer of " + host(response.uri()) + " is not JSON.", foreign);
        }
    }

    private static String host(URI uri) {
        return String.valueOf(uri.getHost());
    }
}
