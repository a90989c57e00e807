package dev.lanyard.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpResponse;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.identity.AppRegistration;
import dev.lanyard.server.identity.DirectoryUser;
import dev.lanyard.server.identity.IdentityProvider;
import dev.lanyard.server.identity.ProtectedResource;
import dev.lanyard.server.identity.SigningKey;
import dev.lanyard.server.identity.Tenant;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Is the playground's identity provider without a network, and clients of MSAL at it. A cache with many users is one real
 * exchange, written as often as wanted under other users' assertions, since to exchange each takes minutes.
 */
final class LocalDirectory {
    static final String SCOPE = "api://profile/access";
    private static final String AUTHORITY = "https://login.benchmark.localhost";
    private static final String TENANT = "5e1f0a9c-2b7d-4c3e-9f10-6a8b4d2c7e01";
    private static final String CLIENT = "a3c9e7d5-1f42-4b86-8d0e-7b5c2f9a6e02";
    private static final String WORD = "benchmark";
    private static final DirectoryUser ALICE = new DirectoryUser("1a11ce00-5c3f-4d72-9b1e-4e8a7d2f6c10", "alice",
            "Alice", "alice@benchmark.example");

    private final IdentityProvider provider = new IdentityProvider(URI.create(AUTHORITY),
            new Tenant(TENANT,
                    List.of(AppRegistration.of(CLIENT, "principal", "Agent")
                            .withSecret(SecretHash.of(WORD))
                            .withConsent("api://profile", "access")),
                    List.of(ProtectedResource.of("api://" + CLIENT, CLIENT).withAudience(CLIENT).withScopes("user"),
                            ProtectedResource.of("api://profile", "profile").withScopes("access")),
                    List.of(ALICE)),
            SigningKey.generate(), Duration.ofHours(24), Clock.systemUTC());

    private record Answer(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {}

    /** Returns a client with an empty cache, made as MSAL's documentation makes one. */
    ConfidentialClientApplication client() {
        try {
            return ConfidentialClientApplication
                    .builder(CLIENT, ClientCredentialFactory.createFromSecret(WORD))
                    .authority(AUTHORITY + "/" + TENANT + "/")
                    .instanceDiscovery(false)
                    .httpClient(this::answer)
                    .build();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IHttpResponse answer(HttpRequest request) throws URISyntaxException, ParseException {
        HTTPRequest asked = new HTTPRequest(HTTPRequest.Method.valueOf(request.httpMethod().name()),
                request.url().toURI());
        if (request.body() != null) {
            asked.setContentType("application/x-www-form-urlencoded");
            asked.setBody(request.body());
        }
        HTTPResponse answer = provider.answer(asked, URI.create("http://localhost"));
        return new Answer(answer.getStatusCode(), Map.of("Content-Type", List.of("application/json")),
                answer.getBody());
    }

    /** Returns what stands for a user's own token, as long as a real one. */
    static String assertion(int user) {
        return "assertion-of-user-%08d-".formatted(user) + "a".repeat(1_000);
    }

    /** Has the client keep a token for each of so many users. */
    void fill(ConfidentialClientApplication client, int users) {
        try {
            ConfidentialClientApplication one = client();
            String real = provider.mint(ALICE, CLIENT, CLIENT);
            var unused = one
                    .acquireToken(OnBehalfOfParameters.builder(Set.of(SCOPE), new UserAssertion(real)).build())
                    .get();
            ObjectMapper json = new ObjectMapper();
            ObjectNode cache = (ObjectNode) json.readTree(one.tokenCache().serialize());
            for (String section : List.of("AccessToken", "RefreshToken", "IdToken", "Account")) {
                if (cache.get(section) instanceof ObjectNode entries) {
                    cache.set(section, copied(json, entries, hash(real), users));
                }
            }
            client.tokenCache().deserialize(json.writeValueAsString(cache));
            int asked = provider.requests().size();
            var last = new UserAssertion(assertion(users - 1));
            var unusedToken = client.acquireToken(OnBehalfOfParameters.builder(Set.of(SCOPE), last).build()).get();
            if (provider.requests().size() != asked) {
                throw new IllegalStateException("MSAL does not find what was put into its cache");
            }
        } catch (InterruptedException | ExecutionException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a section of the cache for every user, made of the one that has a single user. */
    private static ObjectNode copied(ObjectMapper json, ObjectNode entries, String hash, int users)
            throws JsonProcessingException {
        ObjectNode copies = json.createObjectNode();
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            for (int user = 0; user < users; user++) {
                String other = "%08d".formatted(user) + ALICE.objectId().substring(8);
                String text = json.writeValueAsString(entry.getValue())
                        .replace(hash, hash(assertion(user)))
                        .replace(ALICE.objectId(), other);
                copies.set(entry.getKey().replace(hash, hash(assertion(user))).replace(ALICE.objectId(), other),
                        json.readTree(text));
            }
        }
        return copies;
    }

    /** Returns what MSAL knows an assertion by. */
    private static String hash(String assertion) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(assertion.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
