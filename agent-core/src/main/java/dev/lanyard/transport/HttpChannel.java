package dev.lanyard.transport;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.RequestProof;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends HTTP requests to one MCP endpoint with the caller's credential, and only there: a redirect is followed within the
 * endpoint's origin and refused beyond it. A refusal (401, 403) is met once a status with a better credential, if there is one.
 */
final class HttpChannel {
    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_STEP_UPS = 2;
    private static final byte[] NO_BODY = {};

    private final HttpClient client;
    private final RequestAuthorizer authorizer;
    private final String server;
    private final Presented presented;
    private volatile Target endpoint;

    /**
     * An address with what each request to it has to know, worked out once.
     *
     * @param inClear whether a credential could be read on the way
     */
    private record Target(URI uri, boolean inClear) {
        static Target of(URI uri) {
            Origin origin = Origin.of(uri);
            return new Target(uri, origin.scheme().equals("http") && !origin.isLoopback());
        }
    }

    HttpChannel(HttpClient client, String server, URI endpoint, RequestAuthorizer authorizer, Presented presented) {
        this.presented = presented;
        this.client = client;
        this.server = server;
        this.endpoint = Target.of(endpoint);
        this.authorizer = authorizer;
    }

    /**
     * Sends a request; the caller closes the reply.
     *
     * @throws IOException if there is no reply, among others because the call ended
     */
    HttpReply send(String method, byte[] body, Map<String, String> headers, Call call) throws IOException {
        return send(method, body, headers, call, true);
    }

    private HttpReply send(String method, byte[] body, Map<String, String> headers, Call call, boolean retry)
            throws IOException {
        Map<Integer, Integer> challenged = new HashMap<>();
        boolean nonceSent = false;
        Target target = endpoint;
        int redirects = 0;
        while (true) {
            Optional<Credential> atHand = authorizer.atHand();
            Credential credential = atHand.isPresent() ? atHand.get() : waited(authorizer::credential, call);
            HttpReply reply = exchange(request(method, body, headers, credential, target, call), call);
            boolean handed = false;
            try {
                int status = reply.status();
                if (status == 307 || status == 308) {
                    target = Target.of(redirect(reply, target.uri()));
                    if (++redirects > MAX_REDIRECTS) {
                        throw new TransportException.HttpFailed(server, status,
                                " more than " + MAX_REDIRECTS + " times");
                    }
                    if (status == 308) {
                        endpoint = target;
                    }
                } else if (!nonceSent && wantsNonce(reply, credential, target.uri())) {
                    nonceSent = true;
                } else if (!retry || challenged.merge(status, 1, Integer::sum) > retries(status)
                        || !better(reply, credential, call)) {
                    handed = true;
                    return reply;
                }
            } finally {
                if (!handed) {
                    reply.close();
                }
            }
        }
    }

    /**
     * Ends a session by DELETE (MCP 2025-11-25, Transports, Session Management, point 5) and says whether the server heard. A
     * refusal is let be: nobody is to sign in for a farewell.
     */
    boolean farewell(Map<String, String> headers, Call call) {
        try {
            send("DELETE", NO_BODY, headers, call, false).close();
            return true;
        } catch (IOException | RuntimeException e) {
            // The server forgets the session by itself in time.
            return false;
        }
    }

    /** Forgets what was presented; what is presented later is remembered anew. */
    void forget() {
        presented.clear();
    }

    /** A 401 is met once with a fresh credential, a 403 twice with more scopes; nothing for ever. */
    private static int retries(int status) {
        return status == 401 ? 1 : status == 403 ? MAX_STEP_UPS : 0;
    }

    /** Hands on the nonce of a reply and says whether the request is only to be sent again with it (RFC 9449, section 9). */
    private static boolean wantsNonce(HttpReply reply, Credential credential, URI target) {
        var proof = credential.requestProof();
        var nonce = reply.header("DPoP-Nonce");
        if (proof.isEmpty() || nonce.isEmpty()) {
            return false;
        }
        proof.get().nonce(target, nonce.get());
        return Challenge.of(reply.status(), reply.challenges()).wantsNonce();
    }

    private boolean better(HttpReply refusal, Credential refused, Call call) throws IOException {
        Challenge challenge = Challenge.of(refusal.status(), refusal.challenges());
        return waited(() -> authorizer.challenged(challenge, refused), call);
    }

    /** A user who signs in takes longer than any call: its time stands still, and cancelling it still ends the wait. */
    private <T> T waited(Supplier<T> question, Call call) throws IOException {
        if (!authorizer.mayAskUser()) {
            return asked(question, call);
        }
        call.pause();
        try {
            return asked(question, call);
        } finally {
            call.goOn();
        }
    }

    /**
     * Asks the authorizer on a thread of its own. The end of the call ends the wait and not the asking: to interrupt it could
     * take a token from others who wait for it, or close what a provider of the program's own shares between threads.
     */
    private static <T> T asked(Supplier<T> question, Call call) throws IOException {
        if (call.isEnded()) {
            throw new InterruptedIOException("the call has ended");
        }
        var answer = CompletableFuture.supplyAsync(question, task -> Thread.ofVirtual()
                .name("lanyard-credential")
                .start(task));
        return call.awaited(answer).orElseThrow(() -> new InterruptedIOException("the call has ended"));
    }

    private HttpRequest request(String method, byte[] body, Map<String, String> headers, Credential credential,
            Target endpoint, Call call) {
        if (endpoint.inClear() && !(credential instanceof Credential.None)) {
            throw new CredentialException.Unavailable(server,
                    "Server '" + server + "' is at an http address, where its credential could be read on the way.",
                    "Use its https address.", null);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder();
        headers.forEach(request::setHeader);
        URI target = presented(credential, request, method, endpoint.uri(), call);
        if ("http".equals(target.getScheme())) {
            // Otherwise the JDK asks each plain server to upgrade to HTTP/2, which some answer with an error.
            request.version(HttpClient.Version.HTTP_1_1);
        }
        return request.uri(target)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    private URI presented(Credential credential, HttpRequest.Builder request, String method, URI target,
            Call call) {
        presented.add(credential, call);
        try {
            return present(credential, request, method, target);
        } catch (IllegalArgumentException e) {
            // The JDK's message quotes the value, so that it is not kept as the cause.
            throw new CredentialException.Unavailable(server,
                    "The credential of server '" + server + "' does not fit into an HTTP header.",
                    "Check the header's name, and that its value holds only printable ASCII characters.", null);
        }
    }

    /** Puts a credential into the request and returns the address with what of it belongs there. */
    private static URI present(Credential credential, HttpRequest.Builder request, String method, URI target) {
        return switch (credential) {
            case Credential.None() -> target;
            case Credential.AccessToken token -> {
                RequestProof proof = token.proof();
                request.setHeader("Authorization", (proof == null ? "Bearer " : "DPoP ") + token.value().reveal());
                if (proof != null) {
                    request.setHeader("DPoP", proof.proof(method, target, token.value()));
                }
                yield target;
            }
            case Credential.Plain plain -> {
                plain.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
                yield target;
            }
            case Credential.Keys keys -> {
                keys.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
                yield withQuery(target, keys);
            }
            case Credential.All(List<Credential> parts) -> {
                URI all = target;
                for (Credential part : parts) {
                    all = present(part, request, method, all);
                }
                yield all;
            }
        };
    }

    private static URI withQuery(URI target, Credential.Keys keys) {
        if (keys.query().isEmpty()) {
            return target;
        }
        return URI.create(target + (target.getRawQuery() == null ? "?" : "&") + keys.query()
                .entrySet()
                .stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue().reveal()))
                .collect(Collectors.joining("&")));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpReply exchange(HttpRequest request, Call call) throws IOException {
        if (call.isEnded()) {
            throw new InterruptedIOException("the call has ended");
        }
        CompletableFuture<HttpResponse<InputStream>> response = client.sendAsync(request, ShortBody::orStream);
        var unused = call.ended().thenRun(() -> response.cancel(true));
        try {
            HttpReply reply = new HttpReply(response.get(), presented);
            unused = call.ended().thenRun(reply::close);
            return reply;
        } catch (InterruptedException e) {
            response.cancel(true);
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (CancellationException e) {
            throw (IOException) new InterruptedIOException("the call has ended").initCause(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    /** Returns where a reply leads; what it says beyond the origin is not shown, since it may repeat a key. */
    private URI redirect(HttpReply reply, URI current) {
        String location = reply.header("Location").orElse("");
        URI target;
        try {
            target = current.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new TransportException.HttpFailed(server, reply.status(), " without a readable Location");
        }
        if (location.isBlank()) {
            throw new TransportException.HttpFailed(server, reply.status(), " without a Location");
        }
        if (!Origin.of(target).equals(Origin.of(current)) || target.getUserInfo() != null) {
            throw new TransportException.HttpFailed(server, reply.status(),
                    " and redirects to another origin, which is not followed: "
                            + ServerText.line(Origin.of(target).toString()));
        }
        return target;
    }
}
