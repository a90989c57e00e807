package dev.lanyard.server.identity;

import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import dev.lanyard.server.authorization.PageHandler;
import dev.lanyard.server.authorization.Sessions;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Parameters;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes authorization requests. Until client and redirect URI are known to belong together, the browser is told and sent
 * nowhere; from then on refusals go to the app.
 */
final class AuthorizePage implements PageHandler {
    private final Tenant tenant;
    private final Sessions sessions;
    private final SignInFlow flow;
    private final Faults faults;

    AuthorizePage(Tenant tenant, Sessions sessions, SignInFlow flow, Faults faults) {
        this.tenant = tenant;
        this.sessions = sessions;
        this.flow = flow;
        this.faults = faults;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        exchange.allow("GET", "POST");
        Parameters asked = exchange.method().equals("POST") ? exchange.form() : exchange.query();
        String clientId = asked.required("client_id");
        AppRegistration app = tenant.app(clientId)
                .orElseThrow(() -> shown(EntraRefusal.clientUnknown(clientId, tenant)));
        PendingSignIn.Target.App target = target(asked, app);
        try {
            Sessions.Session session = sessions.open(exchange);
            exchange.redirect(flow.begin(read(asked, app, target, session)));
        } catch (EntraRefusal refusal) {
            AppAnswer.refusal(target, refusal.error(), String.valueOf(refusal.getMessage())).send(exchange);
        }
    }

    private static PendingSignIn.Target.App target(Parameters asked, AppRegistration app) {
        URI redirectUri = uri(asked.required("redirect_uri"))
                .filter(uri -> app.redirectUris().stream().anyMatch(known -> matches(known, uri)))
                .orElseThrow(() -> shown(EntraRefusal.redirectUnknown(app)));
        PendingSignIn.ResponseMode mode = asked.one("response_mode")
                .flatMap(word -> Arrays.stream(PendingSignIn.ResponseMode.values())
                        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst())
                .orElse(PendingSignIn.ResponseMode.QUERY);
        return new PendingSignIn.Target.App(redirectUri, mode, asked.one("state").orElse(""),
                asked.one("nonce").orElse(""), challenge(asked));
    }

    private PendingSignIn read(Parameters asked, AppRegistration app, PendingSignIn.Target.App target,
            Sessions.Session session) throws EntraRefusal {
        if (!asked.one("response_type").orElse("").equals("code")) {
            throw EntraRefusal.responseTypeUnsupported();
        }
        Wanted wanted = Wanted.read(tenant, app, asked.one("scope")
                .orElseThrow(() -> EntraRefusal.parameterMissing("scope")));
        if (!wanted.resource().isNamed(asked.one("resource").orElse(wanted.resource().identifier()))) {
            throw EntraRefusal.resourceMismatch();
        }
        List<String> prompts = List.of(asked.one("prompt").orElse("").split(" "));
        DirectoryUser user = session.user() == null || prompts.contains("select_account") || prompts.contains("login")
                ? null
                : tenant.user(session.user().subject()).orElse(null);
        if (prompts.contains("none") && user == null) {
            throw EntraRefusal.noSession();
        }
        boolean mfa = DemandedClaims.read(asked.one("claims").orElse("")).mfa()
                || faults.take(Fault.Kind.MFA_REQUIRED, wanted.resource().identifier()).isPresent();
        return new PendingSignIn(session.seal(), app, wanted, target, user, mfa, false, prompts.contains("consent"));
    }

    private static IssuedCodes.@Nullable Challenge challenge(Parameters asked) {
        return asked.one("code_challenge")
                .map(value -> new IssuedCodes.Challenge(
                        CodeChallengeMethod.parse(asked.one("code_challenge_method").orElse("plain")), value))
                .orElse(null);
    }

    /** RFC 8252, section 7.3: on this machine any port will do; everything else is compared as it stands. */
    private static boolean matches(URI known, URI asked) {
        boolean loopback = "http".equals(known.getScheme()) && "localhost".equals(known.getHost())
                && known.getPort() < 0;
        if (!loopback) {
            return known.equals(asked);
        }
        return "http".equals(asked.getScheme()) && "localhost".equals(asked.getHost()) && asked.getUserInfo() == null
                && asked.getFragment() == null && bare(known.getPath()).equals(bare(asked.getPath()));
    }

    private static String bare(String path) {
        return path.equals("/") ? "" : path;
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static HttpRefusal shown(EntraRefusal refusal) {
        return new HttpRefusal(400, refusal.error(), String.valueOf(refusal.getMessage()));
    }
}
