package dev.lanyard.server.identity;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Is what a user is in the middle of: an app or a device has asked, and the user has not said yes or no.
 *
 * @param seal binds it to the browser in which it was begun
 * @param app who asks
 * @param wanted what for
 * @param target where the answer goes
 * @param user who it is, null until that is known
 * @param needsMfa whether a second factor is asked for
 * @param mfa whether there was one
 * @param needsConsent whether the user is asked although there is an agreement
 */
record PendingSignIn(String seal, AppRegistration app, Wanted wanted, Target target, @Nullable DirectoryUser user,
        boolean needsMfa, boolean mfa, boolean needsConsent) {
    /** Where the answer goes. */
    sealed interface Target {
        /** An app that waits for a code. */
        record App(URI redirectUri, ResponseMode mode, String state, String nonce,
                IssuedCodes.@Nullable Challenge challenge) implements Target {}

        /** A device that waits. */
        record Device(DeviceCodes.Waiting waiting) implements Target {}
    }

    /** How a code reaches an app (OAuth 2.0 Multiple Response Types; Form Post Response Mode). */
    enum ResponseMode {
        QUERY, FRAGMENT, FORM_POST
    }

    PendingSignIn with(@Nullable DirectoryUser who) {
        return new PendingSignIn(seal, app, wanted, target, who, needsMfa, false, needsConsent);
    }

    PendingSignIn confirmed() {
        return new PendingSignIn(seal, app, wanted, target, user, needsMfa, true, needsConsent);
    }
}
