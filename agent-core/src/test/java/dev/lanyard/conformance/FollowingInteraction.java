package dev.lanyard.conformance;

import dev.lanyard.credential.UserInteraction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Is a user who opens the sign-in page, agrees, and lets the browser follow every redirect back. */
public final class FollowingInteraction implements UserInteraction {
    private final HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @Override
    public List<Way> ways() {
        return List.of(Way.BROWSER);
    }

    @Override
    public void open(SignIn signIn, URI page) {
        Thread.ofVirtual().start(() -> {
            try {
                var unused = browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public boolean approve(SignIn signIn, List<String> addedScopes) {
        return true;
    }
}
