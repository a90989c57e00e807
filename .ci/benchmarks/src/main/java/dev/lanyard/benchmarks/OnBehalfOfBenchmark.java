package dev.lanyard.benchmarks;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures how long a request of one of many users takes to come by the token that was exchanged on behalf of that user and
 * is in the cache: in ours, and in that of MSAL4J alone. Users come in random order.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OnBehalfOfBenchmark {
    /** How many users have a token in the cache. */
    @Param({"1", "10000"})
    public int users;

    private final List<CredentialRequest> requests = new ArrayList<>();
    private final List<OnBehalfOfParameters> parameters = new ArrayList<>();
    private final CredentialProvider provider = new CredentialCache(Clock.systemUTC()).perUser(
            CredentialKind.ON_BEHALF_OF,
            CredentialKey.ofClient("https://issuer.test/", "client", "https://profile.test/mcp", List.of("all")),
            request -> {
                Instant now = Instant.now(Clock.systemUTC());
                return new Credential.AccessToken(Secret.of("e".repeat(1_000)), now, now.plus(Duration.ofDays(1)));
            }, AgentListener.none());
    private final LocalDirectory directory = new LocalDirectory();
    private final ConfidentialClientApplication msal = directory.client();
    private int next;

    /** Fills both caches with the same users. */
    @Setup
    public void fill() {
        List<Integer> order = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            order.add(user);
        }
        Collections.shuffle(order, new Random(7));
        for (int user : order) {
            String assertion = LocalDirectory.assertion(user);
            var request = new CredentialRequest("profile", URI.create("https://profile.test/mcp"),
                    UserAssertion.of("user" + user, Secret.of(assertion)), null);
            var unused = provider.credential(request);
            requests.add(request);
            parameters.add(OnBehalfOfParameters
                    .builder(Set.of(LocalDirectory.SCOPE), new com.microsoft.aad.msal4j.UserAssertion(assertion))
                    .build());
        }
        directory.fill(msal, users);
    }

    /** Takes the next user's token from our cache. */
    @Benchmark
    public Credential lanyard() {
        return provider.atHand(requests.get(nextUser())).orElseThrow();
    }

    /** Takes the next user's token from MSAL's cache. */
    @Benchmark
    public IAuthenticationResult msal() throws InterruptedException, ExecutionException {
        return msal.acquireToken(parameters.get(nextUser())).get();
    }

    private int nextUser() {
        next = next + 1 == users ? 0 : next + 1;
        return next;
    }
}
