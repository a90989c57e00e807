package dev.lanyard.server.authorization;

import java.net.URI;
import java.util.stream.Collectors;

/**
 * The pages on which users sign in and agree. Their forms are simple enough for a program to walk: method {@code post}, hidden
 * fields, and buttons {@code name="user" value="alice"} and {@code name="decision" value="allow"} or {@code "deny"}.
 */
final class Pages {
    private final AuthorizationSettings settings;

    Pages(AuthorizationSettings settings) {
        this.settings = settings;
    }

    /** Asks who it is. */
    Page login(String id, Interaction interaction) {
        String users = settings.users()
                .stream()
                .map(user -> button("main", "user", user.name(), user.displayName()))
                .collect(Collectors.joining("\n"));
        return page("Who are you?",
                """
                <p><strong>%s</strong> asks to use <strong>%s</strong> for you.</p>
                %s
                <div class="row">
                %s
                </div>
                </form>
                <p class="soft">This is a local playground on your own machine: the people are made up, there are no \
                passwords, and nothing you do here leaves this computer.</p>
                """.formatted(Html.escape(interaction.client().name()), Html.escape(interaction.resource().name()),
                        form("/interaction", id, interaction.seal()), users),
                interaction);
    }

    /** Asks whether the client may. */
    Page consent(String id, Interaction interaction, User user) {
        String scopes = interaction.words()
                .stream()
                .map(words -> "<li>" + Html.escape(words) + "</li>")
                .collect(Collectors.joining("\n"));
        return page("Allow " + interaction.client().name() + "?",
                """
                <p>It asks to use <strong>%s</strong> (<code>%s</code>) as <strong>%s</strong> and to:</p>
                <ul>
                %s
                </ul>
                %s
                %s
                <input type="hidden" name="as" value="%s">
                <div class="row">
                %s
                %s
                </div>
                <p>%s</p>
                </form>
                <p class="soft">A local playground: nothing you do here leaves this computer.</p>
                """.formatted(Html.escape(interaction.resource().name()),
                        Html.escape(interaction.resource().identifier().toString()), Html.escape(user.displayName()),
                        scopes,
                        origin(interaction), form("/interaction", id, interaction.seal()), Html.escape(user.name()),
                        button("main", "decision", "allow", "Allow"), button("", "decision", "deny", "Deny"),
                        button("plain", "switch", "user", "I am not " + user.displayName())),
                interaction);
    }

    /** Asks for the code that a device shows. */
    Page device(String seal, String code, String problem) {
        String warning = problem.isEmpty() ? "" : "<p class=\"warn\" role=\"alert\">" + Html.escape(problem) + "</p>";
        return new Page(problem.isEmpty() ? 200 : 400, "Connect a device",
                """
                %s
                %s
                <label for="user_code">The code that your device shows</label>
                <input id="user_code" name="user_code" value="%s" autocomplete="off" autocapitalize="characters" \
                spellcheck="false" maxlength="20" required>
                <div class="row">%s</div>
                </form>
                <p class="soft">Go on only if you have just started this yourself, on a device in front of you.</p>
                """.formatted(warning, form("/device", "", seal), Html.escape(code),
                        button("main", "next", "device", "Continue")),
                null);
    }

    /** Says where the answer goes, which tells an impostor from the real thing. */
    private static String origin(Interaction interaction) {
        return switch (interaction) {
            case Interaction.Authorization authorization -> {
                URI target = authorization.redirectUri();
                String host = "<p class=\"soft\">The answer goes to <strong>" + Html.escape(RedirectUri.shown(target))
                        + "</strong>" + (authorization.client().origin() == Client.Origin.DOCUMENT
                                ? ", the client is <code>" + Html.escape(authorization.client().id()) + "</code>"
                                : "")
                        + ".</p>";
                yield RedirectUri.isLoopback(target) ? host + impostor() : host;
            }
            case Interaction.Device device -> "<p class=\"warn\">It waits on a device that shows the code <strong>"
                    + Html.escape(device.request().userCode())
                    + "</strong>. If yours shows another or none, deny: somebody else may be asking.</p>";
        };
    }

    /** MCP 2025-11-25, Authorization, localhost redirect URI risks: the name proves nothing. */
    private static String impostor() {
        return "<p class=\"warn\">The answer goes to a program on this computer. Any program here could give itself that"
                + " name: go on only if you have just started to sign in.</p>";
    }

    private static Page page(String title, String body, Interaction interaction) {
        return new Page(200, title, body,
                interaction instanceof Interaction.Authorization authorization ? authorization.redirectUri() : null);
    }

    private String form(String path, String id, String seal) {
        return """
               <form method="post" action="%s">
               <input type="hidden" name="id" value="%s">
               <input type="hidden" name="seal" value="%s">""".formatted(Html.escape(settings.path(path)),
                Html.escape(id), Html.escape(seal));
    }

    private static String button(String style, String name, String value, String text) {
        return "<button class=\"%s\" name=\"%s\" value=\"%s\">%s</button>".formatted(style, name, Html.escape(value),
                Html.escape(text));
    }
}
