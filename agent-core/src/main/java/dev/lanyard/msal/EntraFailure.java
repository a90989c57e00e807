package dev.lanyard.msal;

import com.microsoft.aad.msal4j.MsalServiceException;
import dev.lanyard.credential.CredentialException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what MSAL throws into what a person can act on. Secrets never stand in Entra's descriptions. */
final class EntraFailure {
    private static final Pattern CODE = Pattern.compile("AADSTS(\\d{5,8})");
    private static final int MAX_DESCRIPTION = 400;
    private static final Map<String, String> REMEDIES = Map.of(
            "7000215", "Put the secret's value, not its id, into clientSecret, and check that it has not expired.",
            "7000222", "Make a new client secret in the app registration and put it into clientSecret.",
            "700016", "Check clientId, and that the app registration is in this tenant.",
            "90002", "Check tenant: the directory (tenant) id of the app registration.",
            "1002012", "Set auth.scope to the resource followed by '/.default', such as 'api://reverse/.default'.",
            "70011", "Set auth.scope to the resource followed by '/.default', such as 'api://reverse/.default'.",
            "500011", "Check the resource in auth.scope: no application of this tenant has that Application ID URI.",
            "501051", "Give the app registration an app role of the resource and grant admin consent.");

    private EntraFailure() {}

    static CredentialException translate(String server, EntraApp app, Throwable cause) {
        if (cause instanceof MsalServiceException refused && isFinal(refused)) {
            String description = firstLine(refused.getMessage());
            return new CredentialException.Rejected(server,
                    "Entra refused a token for server '" + server + "': " + description + " (correlation id "
                            + Optional.ofNullable(refused.correlationId()).orElse("none") + ").",
                    remedy(description), cause);
        }
        return new CredentialException.Unavailable(server,
                "No token for server '" + server + "' could be had from '" + app.authority() + "': "
                        + firstLine(root(cause).getMessage()) + ".",
                "Check that the authority can be reached, and try again.", cause);
    }

    /** Says whether trying again changes nothing. MSAL drops the status of an {@code invalid_grant}, which is a 400. */
    private static boolean isFinal(MsalServiceException refused) {
        Integer status = refused.statusCode();
        return status == null || (status < 500 && status != 429);
    }

    private static String remedy(String description) {
        Matcher code = CODE.matcher(description);
        String known = code.find() ? REMEDIES.get(code.group(1)) : null;
        return known != null ? known : "Check tenant, clientId, clientSecret and scope of the identity.";
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String message) {
        String line = message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
        String plain = line.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() > MAX_DESCRIPTION
                ? plain.substring(0, MAX_DESCRIPTION) + "…"
                : plain.replaceAll("\\.$", "");
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
