package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads hostile answers to a registration: the redirect address stays ours, and what is kept is read back the same. */
public final class RegistrationFuzz {
    private static final URI REDIRECT = URI.create("http://127.0.0.1:8080/callback");
    private static final IssuerMetadata ISSUER = IssuerMetadata.legacy("https://id.example.com");

    private RegistrationFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        StrictJson.object(new String(bytes, StandardCharsets.UTF_8)).ifPresent(body -> {
            KnownClient client;
            try {
                client = ClientIdentification.registered(body, ISSUER, REDIRECT);
            } catch (ParseException | IllegalArgumentException e) {
                return; // What ClientIdentification reports without a word of the answer.
            }
            if (client.client().id().isEmpty() || client.port() != REDIRECT.getPort() || !client.registered()) {
                throw new AssertionError("Not a client of ours: " + client);
            }
            if (!KnownClient.read(client.write()).equals(Optional.of(client))) {
                throw new AssertionError("Kept otherwise: " + client);
            }
        });
    }
}
