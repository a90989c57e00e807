package dev.lanyard.credential;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reaches the user while a credential is being obtained. The library knows no browser and no screen: the console and
 * applications implement this, as far as the {@link #ways} that they name need it: the defaults refuse. Methods are called on
 * threads of the library's own; one sign-in is under way at a time.
 */
@FunctionalInterface
public interface UserInteraction {
    /** How a user can sign in. */
    enum Way {
        /** A browser on this machine opens the page, and the answer comes to a port on loopback (RFC 8252, section 7.3). */
        BROWSER,
        /** The user opens the page anywhere and pastes the address that it ended at. */
        PASTE,
        /** The user types a code on another device (RFC 8628). */
        DEVICE_CODE
    }

    /**
     * Says what a sign-in is for, in words to be shown.
     *
     * @param server the server's name in the configuration
     * @param issuer the authorization server, as its host stands in ASCII
     * @param scopes what the user is asked to allow, empty if the issuer decides
     * @param reason why now, such as step-up or Conditional Access, or null for the first sign-in
     */
    record SignIn(String server, URI issuer, List<String> scopes, @Nullable String reason) {
        public SignIn {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * Is what the user types on another device (RFC 8628, section 3.2).
     *
     * @param verificationUriComplete the page with the code filled in, or null if the issuer has none
     * @param expiresAt when the code ends
     */
    record DeviceCode(String userCode, URI verificationUri, @Nullable URI verificationUriComplete, Instant expiresAt) {}

    /** Returns the ways that are open now, best first; empty if nobody can be asked. */
    List<Way> ways();

    /** Opens the page, which has been checked, in a browser or shows it; returns at once. The answer comes by itself. */
    default void open(SignIn signIn, URI page) {
        throw new UnsupportedOperationException("Whoever names a way to sign in with a page implements open");
    }

    /** Shows the page and returns the address that the user pasted, empty if the user gave up. Blocks. */
    default Optional<String> paste(SignIn signIn, URI page) {
        return Optional.empty();
    }

    /** Shows the code; returns at once. */
    default void show(SignIn signIn, DeviceCode code) {
        throw new UnsupportedOperationException("Whoever names the device code as a way implements show");
    }

    /** Asks whether more may be asked for than the user has agreed to so far (step-up). Blocks. */
    default boolean approve(SignIn signIn, List<String> addedScopes) {
        return false;
    }

    /** Asks for a client id that the issuer knows, as it registers none by itself; empty if the user has none. Blocks. */
    default Optional<String> clientId(SignIn signIn) {
        return Optional.empty();
    }

    /** Hears that the sign-in is over, so that what it shows can go. */
    default void ended(SignIn signIn, boolean succeeded) {}

    /** Returns what the user does to sign in to a server later, as a sentence, for where that cannot be done now. */
    default String remedy(String server) {
        return "Sign in to it: 'lanyard mcp login " + server + "'.";
    }

    /** Returns an interaction that reaches nobody. */
    static UserInteraction nobody() {
        return List::of;
    }
}
