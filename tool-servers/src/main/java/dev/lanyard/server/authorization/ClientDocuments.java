package dev.lanyard.server.authorization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the document at the URL that a client has for its id (OAuth Client ID Metadata Document, MCP 2025-11-25,
 * Authorization, client id metadata documents). A stranger says which URL: so only https to public addresses, or this machine
 * where the settings allow it, no redirect, no proxy, 64 KiB, 5 seconds, eight at once. Documents are kept for five minutes.
 * Thread-safe.
 */
final class ClientDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(ClientDocuments.class);
    private static final int MAX_BYTES = 64 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final String UNREADABLE = "The document at the client's id cannot be read. It must be a JSON object of at"
            + " most 64 KiB, served within 5 seconds without a redirect.";

    private final boolean loopbackToo;
    private final ExpiringStore<Client> kept;
    private final Semaphore places = new Semaphore(8);

    ClientDocuments(AuthorizationSettings.DocumentReach reach, Clock clock) {
        this.loopbackToo = reach == AuthorizationSettings.DocumentReach.LOOPBACK_TOO;
        this.kept = new ExpiringStore<>(clock, 100);
    }

    /** Returns the client whose document is at this URL. */
    Client find(String id) {
        return kept.find(id).orElseGet(() -> {
            Client client = read(id);
            kept.put(id, client, KEPT);
            return client;
        });
    }

    private Client read(String id) {
        URI uri = address(id);
        ObjectNode document = fetch(uri);
        // The draft, section 4.1: whoever can put a document somewhere must not speak for another URL.
        if (!document.path("client_id").asText().equals(id)) {
            throw OAuthRefusal.client("The 'client_id' in the document is not the URL that it was fetched from.");
        }
        return ClientMetadata.client(id, Client.Origin.DOCUMENT, document);
    }

    /** The draft, section 3: https with a path, no dot segments, no fragment, no user. */
    private URI address(String id) {
        URI uri;
        try {
            uri = URI.create(id);
        } catch (IllegalArgumentException malformed) {
            throw OAuthRefusal.client("The client's id is not a URL.");
        }
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        boolean dots = Arrays.stream(path.toLowerCase(Locale.ROOT).replace("%2e", ".").split("/", -1))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
        boolean local = loopbackToo && RedirectUri.isLoopback(uri);
        if (uri.getHost() == null || (!"https".equals(uri.getScheme()) && !local) || path.length() < 2 || dots
                || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw OAuthRefusal.client("A client's id that is a URL must be an https URL with a path.");
        }
        if (!local && !isPublic(uri.getHost())) {
            throw OAuthRefusal.client("The client's id is not at a public address.");
        }
        return uri;
    }

    /** The JVM keeps what it resolved for 30 seconds, so that the connection goes to an address checked here. */
    private static boolean isPublic(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(PublicAddress::is);
        } catch (IOException unknown) {
            return false;
        }
    }

    private ObjectNode fetch(URI uri) {
        if (!places.tryAcquire()) {
            throw OAuthRefusal.client("Too many documents are being fetched. Try again.");
        }
        FutureTask<byte[]> task = new FutureTask<>(() -> load(uri));
        try {
            Thread.ofVirtual().name("client-document").start(task);
            if (StrictJson.read(task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) instanceof ObjectNode object) {
                return object;
            }
        } catch (TimeoutException | ExecutionException | JsonProcessingException unreadable) {
            LOG.debug("The document at {} cannot be read.", uri, unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            task.cancel(true);
            places.release();
        }
        throw OAuthRefusal.client(UNREADABLE);
    }

    private static byte[] load(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(LIMIT)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Accept", "application/json")
                    .timeout(LIMIT)
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (answer.statusCode() != 200 || bytes.length > MAX_BYTES) {
                    throw new IOException("Status " + answer.statusCode() + ", " + bytes.length + " bytes.");
                }
                return bytes;
            } finally {
                client.shutdownNow();
            }
        }
    }

    /** Returns whether an id is one that has a document. */
    static boolean isUrl(String id) {
        return id.startsWith("https://") || id.startsWith("http://");
    }

    /** Returns the text of a member, or nothing if it is no text. */
    static String text(JsonNode node, String otherwise) {
        return node.isTextual() ? node.textValue() : otherwise;
    }
}
