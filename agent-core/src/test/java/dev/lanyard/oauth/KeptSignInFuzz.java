package dev.lanyard.oauth;

import dev.lanyard.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Reads hostile entries of a token store: whatever is in one, it is a sign-in, a client or absent, and never a failure. */
public final class KeptSignInFuzz {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

    private KeptSignInFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Secret written;
        try {
            written = Secret.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return; // No store gives such a text out.
        }
        TokenSet.read(written, CLOCK).ifPresent(tokens -> {
            if (tokens.token().lifetime().isNegative() || !TokenSet.read(tokens.write(), CLOCK).isPresent()) {
                throw new AssertionError("Not a token: " + tokens);
            }
        });
        KnownClient.read(written).ifPresent(client -> {
            if (!KnownClient.read(client.write()).isPresent()) {
                throw new AssertionError("Not a client: " + client);
            }
        });
    }
}
