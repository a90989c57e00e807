package dev.lanyard.oauth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Reads hostile requests to the redirect address: only its own path at its own name is ever taken for an answer. */
public final class CallbackFuzz {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:8123/callback");

    private CallbackFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Optional<URI> received;
        try {
            received = CallbackRequest.read(new ByteArrayInputStream(bytes), ADDRESS);
        } catch (IOException e) {
            return; // What CallbackServer hangs up on.
        }
        received.ifPresent(answer -> {
            if (!answer.toString().startsWith(ADDRESS + "?") || answer.getPort() != ADDRESS.getPort()
                    || !ADDRESS.getPath().equals(answer.getPath()) || answer.getFragment() != null) {
                throw new AssertionError("Not the redirect address: " + answer);
            }
        });
    }
}
