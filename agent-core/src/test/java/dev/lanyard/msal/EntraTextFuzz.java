package dev.lanyard.msal;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads hostile descriptions of errors and hostile claims challenges: never fails, and claims are a JSON object or none. */
public final class EntraTextFuzz {
    private static final URI SERVER = URI.create("https://mcp.example.com/mcp");

    private EntraTextFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        AadstsTable.in(text).ifPresent(entry -> {
            if (!text.contains("AADSTS" + entry.code())) {
                throw new AssertionError("Not in the text: " + entry);
            }
        });
        ClaimsChallenge.of(request(text.lines().toList()))
                .filter(claims -> !claims.startsWith("{"))
                .ifPresent(claims -> {
                    throw new AssertionError("Not claims: " + claims);
                });
    }

    private static CredentialRequest request(List<String> headers) {
        return CredentialRequest.first("s", SERVER).after(Challenge.of(401, headers), new Credential.None());
    }
}
