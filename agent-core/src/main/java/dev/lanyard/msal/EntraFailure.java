package dev.lanyard.msal;

import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.error.AgentException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what MSAL throws into what a person can act on. Secrets never stand in Entra's descriptions. */
final class EntraFailure {
    private static final int MAX_DESCRIPTION = 400;
    private static final Set<String> WANTS_USER = Set.of("interaction_required", "login_required", "consent_required");

    private EntraFailure() {}

    /** Translates the failure of a token for the app itself, about which no user can do anything. */
    static AgentException ofApp(String server, EntraApp app, Exception failure) {
        Throwable cause = cause(failure);
        return cause instanceof MsalServiceException refused && isFinal(refused)
                ? rejected(server, app, refused)
                : other(server, app, cause);
    }

    /**
     * Translates the failure of a token of the one who runs the program.
     *
     * @param remedy what the user does to sign in
     */
    static AgentException ofUser(String server, EntraApp app, Exception failure, String remedy) {
        Throwable cause = cause(failure);
        if (!(cause instanceof MsalServiceException refused) || !isFinal(refused)) {
            return other(server, app, cause);
        }
        return wantsUser(refused)
                ? required(server, app, claims(refused), refused, remedy)
                : rejected(server, app, refused);
    }

    /** Translates the failure of an exchange of what an application's user brought. */
    static AgentException ofAssertion(String server, EntraApp app, Optional<String> demanded, Throwable failure) {
        Throwable cause = cause(failure);
        if (!(cause instanceof MsalServiceException refused) || !isFinal(refused)) {
            return other(server, app, cause);
        }
        return wantsUser(refused) || isAboutAssertion(refused)
                ? required(server, app, claims(refused).or(() -> demanded), refused,
                        "Have the user sign in to the application again, and bring the new token.")
                : rejected(server, app, refused);
    }

    /** Says that a sign-in is needed where nobody can be asked. */
    static CredentialException signInNeeded(String server, EntraApp app, Optional<String> claims,
            @Nullable Throwable refusal, String remedy) {
        return refusal instanceof MsalServiceException refused
                ? required(server, app, claims, refused, remedy)
                : new CredentialException.InteractionRequired(server,
                        "Server '" + server + "' needs you to sign in.", remedy, claims.orElse(null), refusal);
    }

    /** Says whether only a user can go on, by signing in or consenting. */
    static boolean wantsUser(Throwable failure) {
        if (!(failure instanceof MsalServiceException refused)) {
            return false;
        }
        if (WANTS_USER.contains(String.valueOf(refused.errorCode())) || claims(refused).isPresent()) {
            return true;
        }
        return AadstsTable.in(String.valueOf(refused.getMessage()))
                .map(entry -> entry.way() == AadstsTable.Way.USER || entry.way() == AadstsTable.Way.CONSENT)
                .orElse(refused instanceof MsalInteractionRequiredException);
    }

    /** Says whether the token to exchange is the matter. */
    static boolean isAboutAssertion(Throwable failure) {
        return AadstsTable.in(String.valueOf(failure.getMessage()))
                .filter(entry -> entry.way() == AadstsTable.Way.ASSERTION)
                .isPresent();
    }

    /** Returns the claims that Entra demands, empty if none. */
    static Optional<String> claims(Throwable failure) {
        return failure instanceof MsalServiceException refused
                ? Optional.ofNullable(refused.claims())
                        .filter(claims -> !claims.isBlank() && ClaimsChallenge.request(claims).isPresent())
                : Optional.empty();
    }

    /** Returns why the user is asked to sign in although something is kept. */
    static String reason(@Nullable Throwable refusal) {
        return refusal instanceof MsalServiceException refused
                ? AadstsTable.in(String.valueOf(refused.getMessage()))
                        .map(AadstsTable.Entry::cause)
                        .orElseGet(() -> shown(refused))
                : "Conditional Access asks for it.";
    }

    private static CredentialException required(String server, EntraApp app, Optional<String> claims,
            MsalServiceException refused, String remedy) {
        return new CredentialException.InteractionRequired(server, problem(server, refused),
                consent(app, refused).orElse(remedy), claims.orElse(null), refused);
    }

    private static CredentialException rejected(String server, EntraApp app, MsalServiceException refused) {
        String remedy = AadstsTable.in(String.valueOf(refused.getMessage()))
                .map(AadstsTable.Entry::fix)
                .orElse("Check tenant, clientId, clientSecret and scope of the identity.");
        return new CredentialException.Rejected(server, problem(server, refused),
                consent(app, refused).orElse(remedy), refused);
    }

    /** Returns the remedy for missing consent, with the page where an administrator gives it. */
    private static Optional<String> consent(EntraApp app, MsalServiceException refused) {
        return AadstsTable.in(String.valueOf(refused.getMessage()))
                .filter(entry -> entry.way() == AadstsTable.Way.CONSENT)
                .map(entry -> entry.fix() + " Administrators consent at " + app.issuer() + "adminconsent?client_id="
                        + app.clientId());
    }

    private static String problem(String server, MsalServiceException refused) {
        return "Entra refused a token for server '" + server + "': " + shown(refused) + " (correlation id "
                + Optional.ofNullable(refused.correlationId()).orElse("none") + ").";
    }

    private static AgentException other(String server, EntraApp app, Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof AgentException ours) {
                // Such as a file that could not be read when MSAL asked for its content.
                return ours;
            }
        }
        return new CredentialException.Unavailable(server,
                "No token for server '" + server + "' could be had from '" + app.authority() + "': "
                        + shown(root(cause)) + ".",
                "Check that the authority can be reached, and try again.", cause);
    }

    /** Says whether trying again changes nothing. MSAL drops the status of an {@code invalid_grant}, which is a 400. */
    private static boolean isFinal(MsalServiceException refused) {
        Integer status = refused.statusCode();
        return status == null || (status < 500 && status != 429);
    }

    /** Returns what a failure says, on one line. */
    static String shown(Throwable failure) {
        String message = failure.getMessage();
        String line = message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
        String plain = line.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() > MAX_DESCRIPTION
                ? plain.substring(0, MAX_DESCRIPTION) + "…"
                : plain.replaceAll("\\.$", "");
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof java.util.concurrent.ExecutionException && cause != null ? cause : failure;
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
