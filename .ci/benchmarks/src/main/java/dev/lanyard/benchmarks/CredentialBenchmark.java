package dev.lanyard.benchmarks;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures how long a request takes to come by a token that is in the cache, and what that allocates. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CredentialBenchmark {
    private static final String TOKEN = "e".repeat(1_000);

    private final CredentialRequest request = CredentialRequest.first("reverse",
            URI.create("https://reverse.test/mcp"));
    private final CredentialProvider provider = new CredentialCache(Clock.systemUTC()).provider(
            CredentialKind.CLIENT_CREDENTIALS,
            CredentialKey.ofClient("https://issuer.test/", "client", "https://reverse.test/mcp", List.of("all")),
            unused -> {
                Instant now = Instant.now(Clock.systemUTC());
                return new Credential.AccessToken(Secret.of(TOKEN), now, now.plus(Duration.ofDays(1)));
            }, AgentListener.none());

    /** Has the token fetched. */
    @Setup
    public void fill() {
        var unused = provider.credential(request);
    }

    /** Does what each request does before it is sent. */
    @Benchmark
    public Credential cached() {
        return provider.atHand(request).orElseThrow();
    }

    /** The same, with the header that is made of it. */
    @Benchmark
    public String header() {
        return provider.atHand(request).orElseThrow() instanceof Credential.AccessToken token
                ? "Bearer " + token.value().reveal()
                : "";
    }
}
