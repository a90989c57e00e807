package dev.lanyard.msal;

import com.microsoft.aad.msal4j.AuthenticationErrorCode;
import com.microsoft.aad.msal4j.MsalClientException;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.error.AgentException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what MSAL throws into what a person can act on. Secrets never stand in Entra's descriptions. */
final class EntraFailure {
    private static final int MAX_DESCRIPTION = 400;
    private static final Pattern CORRELATION = Pattern.compile("Correlation ID: ([0-9A-Fa-f-]{36})");
    private static final Set<String> WANTS_USER = Set.of("interaction_required", "login_required", "consent_required");

    private static final Set<String> UNFINISHED = Set.of(AuthenticationErrorCode.INVALID_AUTHORIZATION_RESULT,
            AuthenticationErrorCode.CODE_EXPIRED);

    private EntraFailure() {}

    /** Translates the failure of a token for the app itself, about which no user can do anything. */
    static AgentException ofApp(String server, EntraApp app, Exception failure) {
        Throwable cause = cause(failure);
        return cause instanceof MsalServiceException refused
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
        if (cause instanceof MsalClientException ended && UNFINISHED.contains(String.valueOf(ended.errorCode()))) {
            // MSAL keeps what the page answered to itself.
            return new CredentialException.InteractionRequired(server,
                    "The sign-in for server '" + server + "' was declined, or nobody finished it in time.",
                    "Sign in again and accept: 'lanyard mcp login " + server + "'." + consentPage(app), null, ended);
        }
        if (!(cause instanceof MsalServiceException refused)) {
            return other(server, app, cause);
        }
        return wantsUser(refused)
                ? required(server, app, claims(refused), refused, remedy)
                : rejected(server, app, refused);
    }

    /** Translates the failure of an exchange of what an application's user brought. */
    static AgentException ofAssertion(String server, EntraApp app, Optional<String> demanded, Throwable failure) {
        Throwable cause = cause(failure);
        if (!(cause instanceof MsalServiceException refused)) {
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

    /** Says that a sign-in was another user's than the one whom all servers of the app see. */
    static CredentialException anotherUser(String server, UserCache.Known known, Optional<UserCache.Known> answered,
            String remedy) {
        return new CredentialException.InteractionRequired(server,
                "The sign-in for server '" + server + "' has to be that of '" + known.name() + "'; "
                        + answered.map(other -> "'" + other.name() + "'").orElse("somebody whom Entra does not name")
                        + " signed in, and nothing of that is kept.",
                "Sign in as '" + known.name() + "', or choose the other account for all servers of the identity. "
                        + remedy,
                null, null);
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
        return isWay(failure, AadstsTable.Way.ASSERTION);
    }

    /** Says whether nobody has agreed to what is asked for. */
    static boolean isAboutConsent(Throwable failure) {
        return failure instanceof MsalServiceException && isWay(failure, AadstsTable.Way.CONSENT);
    }

    private static boolean isWay(Throwable failure, AadstsTable.Way way) {
        return AadstsTable.in(String.valueOf(failure.getMessage())).filter(entry -> entry.way() == way).isPresent();
    }

    /** Returns the claims that Entra demands, empty if none. */
    static Optional<String> claims(Throwable failure) {
        return failure instanceof MsalServiceException refused
                ? Optional.ofNullable(refused.claims())
                        .filter(claims -> !claims.isBlank() && ClaimsChallenge.request(claims).isPresent())
                : Optional.empty();
    }

    /** Says whether MSAL has nothing to try silently with, rather than that it could not reach anybody. */
    static boolean isNothingKept(Throwable failure) {
        return failure instanceof MsalClientException
                && Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .noneMatch(each -> each instanceof IOException || each instanceof AgentException);
    }

    /** Returns why the user is asked to sign in, null if it is an ordinary sign-in. */
    static @Nullable String reason(@Nullable Throwable refusal, Optional<String> claims) {
        if (refusal instanceof MsalServiceException refused) {
            return AadstsTable.in(String.valueOf(refused.getMessage()))
                    .map(AadstsTable.Entry::cause)
                    .orElseGet(() -> shown(refused));
        }
        return claims.isPresent() ? "Conditional Access asks for it." : null;
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
                .map(entry -> entry.fix() + consentPage(app));
    }

    private static String consentPage(EntraApp app) {
        return " Administrators consent at "
                + new AuthorityPages(app).page(app.issuer() + "adminconsent?client_id=" + app.clientId());
    }

    private static String problem(String server, MsalServiceException refused) {
        return "Entra refused a token for server '" + server + "': " + shown(refused) + " (correlation id "
                + Optional.ofNullable(refused.correlationId())
                        .or(() -> correlation(String.valueOf(refused.getMessage())))
                        .orElse("none")
                + ").";
    }

    private static AgentException other(String server, EntraApp app, Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof AgentException ours) {
                // Such as a file that could not be read when MSAL asked for its content.
                return ours;
            }
        }
        Throwable root = root(cause);
        Optional<Duration> wait = root instanceof AuthorityBusy busy ? busy.retryAfter() : Optional.empty();
        String remedy = root instanceof AuthorityBusy
                ? "Try again " + wait.map(time -> "in " + time.toSeconds() + " s.").orElse("in a minute.")
                : "Check that the authority can be reached, and try again.";
        return new CredentialException.Unavailable(server,
                "No token for server '" + server + "' could be had from '" + app.authority() + "': " + shown(root)
                        + ".",
                remedy, wait.orElse(null), cause);
    }

    /** Returns what a failure says, on one line. */
    static String shown(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "no reason given" : line(message);
    }

    /** A refusal on the page of the authority has its id in the description alone. */
    private static Optional<String> correlation(String description) {
        Matcher id = CORRELATION.matcher(description);
        return id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }

    /** Returns the first line of a foreign text up to its trace, without control characters and at most so long. */
    static String line(String text) {
        String line = text.lines().findFirst().orElse("no reason given").split(" Trace ID: ", 2)[0];
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
