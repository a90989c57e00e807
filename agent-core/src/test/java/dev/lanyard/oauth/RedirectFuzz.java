package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.id.State;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.UserInteraction;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads hostile redirect addresses: a code is taken only with our state and the issuer's name. */
public final class RedirectFuzz {
    private static final State STATE = new State("s");
    private static final IssuerMetadata ISSUER = new IssuerMetadata("https://id.example.com", null, null, null, null,
            null, java.util.List.of("S256"), true, false, java.util.List.of(), java.util.List.of(), java.util.List.of(),
            java.util.List.of());
    private static final CodeFlow FLOW = new CodeFlow(
            OAuthServer.of("fuzz", URI.create("http://127.0.0.1:8080/mcp")), UserInteraction.nobody(),
            CodeFlow.PATIENCE);

    private RedirectFuzz() {}

    /** Takes any bytes, as a user may paste them. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        CodeFlow.pasted(new String(bytes, StandardCharsets.UTF_8)).ifPresent(RedirectFuzz::read);
    }

    private static void read(URI address) {
        try {
            if (FLOW.code(address, STATE, ISSUER).getValue().isBlank()) {
                throw new AssertionError("A code without anything in it: " + address);
            }
        } catch (CredentialException.Rejected e) {
            return; // Not the answer that was waited for.
        }
        String query = java.util.Objects.requireNonNull(address.getQuery());
        if (!query.contains("state") || !query.contains("id.example.com")) {
            throw new AssertionError("Not the answer of this sign-in: " + address);
        }
    }
}
