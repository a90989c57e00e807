package dev.lanyard.soak;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.Environment;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.resolution.CredentialResolver;
import dev.lanyard.resolution.InputPrompt;
import dev.lanyard.resolution.SecretResolver;
import dev.lanyard.transport.Parallel;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Callers of one user and one server want a token at once, with nothing in the cache; the directory counts how often it is
 * asked. Beside it what MSAL4J alone asks for, which is not held to anything.
 */
final class SingleFlight implements Promise {
    private static final int CALLERS = 1000;
    private static final int CALLERS_OF_MSAL = 32;

    @Override
    public List<Row> measure(Duration time) throws Exception {
        try (UserWorld world = UserWorld.start(2, 1, Duration.ofHours(1), new Sightings())) {
            List<UserAssertion> users = List.copyOf(world.users());
            CredentialProvider provider = provider(world.config());
            Set<Credential> given = ConcurrentHashMap.newKeySet();
            var request = new CredentialRequest(UserWorld.name(0), world.url(0), users.getFirst(), null);
            List<Throwable> failures = Parallel.run(CALLERS, caller -> given.add(provider.credential(request)));
            long asked = world.tokenRequests();

            List<Throwable> failuresOfMsal = alone(world, users.getLast());
            long askedByMsal = world.tokenRequests() - asked;
            return List.of(
                    new Row("%,d callers want one user's token at once".formatted(CALLERS),
                            "%d token requests, %d tokens given, %d callers failed".formatted(asked, given.size(),
                                    failures.size()),
                            "1, 1, 0", asked == 1 && given.size() == 1 && failures.isEmpty()),
                    new Row("beside it, MSAL4J alone: %d callers".formatted(CALLERS_OF_MSAL),
                            "%d token requests, %d callers failed".formatted(askedByMsal, failuresOfMsal.size()),
                            "for comparison", true));
        }
    }

    private static CredentialProvider provider(AgentConfig config) {
        Clock clock = Clock.systemUTC();
        var secrets = new SecretResolver("soak", Environment.of(Map.of()), Map.of(), InputPrompt.nobody());
        var context = new OAuthContext(HttpPolicy.direct(), TokenStore.inMemory(), UserInteraction.nobody(), clock);
        return new CredentialResolver(config.identities(), secrets, new CredentialCache(clock), context,
                AgentListener.none())
                .resolve((ServerConfig.Http) config.servers().values().iterator().next());
    }

    private static List<Throwable> alone(UserWorld world, UserAssertion user) throws Exception {
        ConfidentialClientApplication msal = world.msalAlone();
        var parameters = OnBehalfOfParameters
                .builder(new HashSet<>(Set.of(UserWorld.audience(0) + "/" + UserWorld.SCOPE)),
                        new com.microsoft.aad.msal4j.UserAssertion(user.token().reveal()))
                .build();
        return Parallel.run(CALLERS_OF_MSAL, caller -> {
            try {
                var unused = msal.acquireToken(parameters).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
