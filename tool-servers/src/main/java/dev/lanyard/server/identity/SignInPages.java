package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.Html;
import dev.lanyard.server.authorization.Page;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pages on which users sign in. Their forms are as simple to walk as those of the other issuer: method {@code post},
 * hidden fields, and buttons {@code name="user" value="alice"}, {@code name="mfa" value="confirm"},
 * {@code name="decision" value="allow"} or {@code "deny"}.
 */
final class SignInPages {
    private static final String LOCAL = "<p class=\"soft\">This is a local stand-in for Microsoft Entra on your own"
            + " machine: the people are made up, there are no passwords, and nothing you do here leaves this computer.</p>";

    private SignInPages() {}

    static Page user(String action, String id, PendingSignIn pending, Tenant tenant) {
        String users = tenant.users()
                .stream()
                .limit(20)
                .map(user -> button("main", "user", user.name(), user.displayName()))
                .collect(Collectors.joining("\n"));
        return page("Pick an account", """
                                       <p>to continue to <strong>%s</strong></p>
                                       %s
                                       <div class="row">
                                       %s
                                       </div>
                                       </form>
                                       %s
                                       """.formatted(Html.escape(pending.app().name()), form(action, id, pending),
                users, LOCAL), pending);
    }

    static Page mfa(String action, String id, PendingSignIn pending, DirectoryUser user) {
        return page("Is it you, " + user.displayName() + "?",
                """
                <p>Your organization needs more than a name to let <strong>%s</strong> use <strong>%s</strong>.</p>
                <p>Your pretended phone shows: <strong>Approve the sign-in?</strong></p>
                %s
                <div class="row">
                %s
                %s
                </div>
                </form>
                %s
                """.formatted(Html.escape(pending.app().name()), Html.escape(pending.wanted().resource().identifier()),
                        form(action, id, pending), button("main", "mfa", "confirm", "Approve"),
                        button("", "decision", "deny", "Cancel"), LOCAL),
                pending);
    }

    static Page consent(String action, String id, PendingSignIn pending, DirectoryUser user) {
        String scopes = Agreements.asked(pending.app(), pending.wanted())
                .stream()
                .map(scope -> "<li><code>" + Html.escape(scope) + "</code> at "
                        + Html.escape(pending.wanted().resource().identifier()) + "</li>")
                .collect(Collectors.joining("\n"));
        return page("Permissions requested",
                """
                <p><strong>%s</strong> would like to do this for <strong>%s</strong> (<code>%s</code>):</p>
                <ul>
                %s
                </ul>
                %s
                %s
                <div class="row">
                %s
                %s
                </div>
                <p>%s</p>
                </form>
                %s
                """.formatted(Html.escape(pending.app().name()), Html.escape(user.displayName()),
                        Html.escape(user.mail()), scopes, warning(pending), form(action, id, pending),
                        button("main", "decision", "allow", "Accept"), button("", "decision", "deny", "Cancel"),
                        button("plain", "switch", "user", "Use another account"), LOCAL),
                pending);
    }

    static Page device(String action, String seal, String code, String problem) {
        String warning = problem.isEmpty() ? "" : "<p class=\"warn\" role=\"alert\">" + Html.escape(problem) + "</p>";
        return new Page(problem.isEmpty() ? 200 : 400, "Enter code",
                """
                %s
                <form method="post" action="%s">
                <input type="hidden" name="seal" value="%s">
                <label for="user_code">The code that your app or device shows</label>
                <input id="user_code" name="user_code" value="%s" autocomplete="off" autocapitalize="characters" \
                spellcheck="false" maxlength="20" required>
                <div class="row">%s</div>
                </form>
                <p class="soft">Do not enter codes from sources that you do not trust.</p>
                """.formatted(warning, Html.escape(action), Html.escape(seal), Html.escape(code),
                        button("main", "next", "device", "Next")),
                null);
    }

    /** Carries an answer to the app (OAuth 2.0 Form Post Response Mode): by itself, or by the button without JavaScript. */
    static Page formPost(URI target, Map<String, String> values) {
        String fields = values.entrySet()
                .stream()
                .map(each -> "<input type=\"hidden\" name=\"" + Html.escape(each.getKey()) + "\" value=\""
                        + Html.escape(each.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
        return new Page(200, "Working...", """
                                           <form method="post" action="%s">
                                           %s
                                           <p>The answer goes back to the app.</p>
                                           <div class="row"><button class="main">Continue</button></div>
                                           </form>
                                           """.formatted(Html.escape(target.toASCIIString()), fields), target);
    }

    private static String warning(PendingSignIn pending) {
        return switch (pending.target()) {
            case PendingSignIn.Target.App app -> "<p class=\"soft\">The answer goes to <strong>"
                    + Html.escape(app.redirectUri().getScheme() + "://" + app.redirectUri().getRawAuthority())
                    + "</strong>.</p>";
            case PendingSignIn.Target.Device device -> "<p class=\"warn\">It waits on a device that shows the code"
                    + " <strong>" + Html.escape(device.waiting().userCode())
                    + "</strong>. If yours shows another or none, cancel: somebody else may be asking.</p>";
        };
    }

    private static Page page(String title, String body, PendingSignIn pending) {
        return new Page(200, title, body, leadsTo(pending));
    }

    private static @Nullable URI leadsTo(PendingSignIn pending) {
        return pending.target() instanceof PendingSignIn.Target.App app ? app.redirectUri() : null;
    }

    private static String form(String action, String id, PendingSignIn pending) {
        return """
               <form method="post" action="%s">
               <input type="hidden" name="id" value="%s">
               <input type="hidden" name="seal" value="%s">""".formatted(Html.escape(action), Html.escape(id),
                Html.escape(pending.seal()));
    }

    private static String button(String style, String name, String value, String text) {
        return "<button class=\"%s\" name=\"%s\" value=\"%s\">%s</button>".formatted(style, name, Html.escape(value),
                Html.escape(text));
    }
}
