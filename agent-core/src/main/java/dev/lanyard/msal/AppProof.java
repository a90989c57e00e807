package dev.lanyard.msal;

import dev.lanyard.credential.Secret;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says how an app proves to Entra that it is itself. */
public sealed interface AppProof {
    /** Not at all, as a public client: users sign in to it, and it exchanges nothing. */
    record None() implements AppProof {}

    /** By a secret. */
    record ClientSecret(Secret value) implements AppProof {}

    /**
     * By a signature (RFC 7523, section 2.2) with a certificate's key, which is never sent; the certificate is named by its
     * SHA-256 thumbprint.
     *
     * @param file PEM with certificate and key (PKCS#8), or PFX
     * @param key PEM with the key, if it is not in the same file
     * @param password what opens a PFX file, or null
     * @param chain whether to send the certificates too (x5c)
     */
    record Certificate(Path file, @Nullable Path key, @Nullable Secret password, boolean chain) implements AppProof {}

    /** By an assertion of another issuer (RFC 7523, section 2.2), read anew each time as it ends soon. */
    record Assertion(Supplier<Secret> value) implements AppProof {}
}
