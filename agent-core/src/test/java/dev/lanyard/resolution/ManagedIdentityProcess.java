package dev.lanyard.resolution;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.Environment;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.OAuthContext;
import java.time.Clock;
import java.util.Map;

/**
 * Is a program of its own that prints the claims of its managed identity's token, or why there is none: MSAL finds out by the
 * environment of the process where it runs.
 */
final class ManagedIdentityProcess {
    private ManagedIdentityProcess() {}

    /** Asks for the identity of the argument, or the system's. */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        CredentialResolver process = new CredentialResolver(Map.of(),
                new SecretResolver("test", Environment.of(Map.of()), Map.of(), InputPrompt.nobody()),
                new CredentialCache(clock), new OAuthContext(HttpPolicy.direct(), TokenStore.inMemory(),
                        UserInteraction.nobody(), clock),
                AgentListener.none());
        try {
            System.out.println(EntraWorld.claims(EntraWorld.token(EntraWorld.provider(process,
                    new AuthConfig.ManagedIdentity("api://reverse/.default",
                            arguments.length == 0 ? null : arguments[0], null)))));
        } catch (CredentialException e) {
            System.out.println(e.getMessage());
        }
    }
}
