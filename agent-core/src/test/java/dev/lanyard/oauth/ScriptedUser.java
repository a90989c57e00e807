package dev.lanyard.oauth;

import dev.lanyard.credential.UserInteraction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/** Is a user with a browser, who agrees unless told otherwise, and remembers what was shown. */
final class ScriptedUser implements UserInteraction {
    private final HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    final List<URI> opened = Collections.synchronizedList(new ArrayList<>());
    final List<SignIn> asked = Collections.synchronizedList(new ArrayList<>());
    final List<DeviceCode> codes = Collections.synchronizedList(new ArrayList<>());
    final List<Boolean> ended = Collections.synchronizedList(new ArrayList<>());
    final List<HttpResponse<String>> pages = Collections.synchronizedList(new ArrayList<>());
    volatile List<Way> ways = List.of(Way.BROWSER);
    volatile boolean agrees = true;
    volatile boolean givesUp;
    /** Hears that the user is asked whether to agree. */
    volatile Runnable whenAsked = () -> {};
    /** What the user types when asked for a client id, in this order. */
    final Queue<String> clientIds = new ConcurrentLinkedQueue<>();
    /** Is done with the address that the issuer sends the browser back to, before the browser goes there. */
    volatile UnaryOperator<URI> onTheWayBack = address -> address;

    @Override
    public List<Way> ways() {
        return ways;
    }

    @Override
    public void open(SignIn signIn, URI page) {
        opened.add(page);
        Thread.ofVirtual().start(() -> visit(back(page)));
    }

    /** Returns where the issuer sends the browser. */
    URI back(URI page) {
        return onTheWayBack.apply(URI.create(get(page).headers().firstValue("Location").orElseThrow()));
    }

    HttpResponse<String> visit(URI address) {
        HttpResponse<String> page = get(address);
        pages.add(page);
        return page;
    }

    private HttpResponse<String> get(URI address) {
        try {
            return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<String> paste(SignIn signIn, URI page) {
        opened.add(page);
        return givesUp ? Optional.empty() : Optional.of(back(page).toString());
    }

    @Override
    public void show(SignIn signIn, DeviceCode code) {
        codes.add(code);
    }

    @Override
    public boolean approve(SignIn signIn, List<String> addedScopes) {
        asked.add(signIn);
        whenAsked.run();
        return agrees;
    }

    @Override
    public Optional<String> clientId(SignIn signIn) {
        return Optional.ofNullable(clientIds.poll());
    }

    @Override
    public void ended(SignIn signIn, boolean succeeded) {
        ended.add(succeeded);
    }
}
