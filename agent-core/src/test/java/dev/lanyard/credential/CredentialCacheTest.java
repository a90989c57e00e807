package dev.lanyard.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.Parallel;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.threeten.extra.MutableClock;

/** RELIABILITY: single flight, refresh ahead, outages. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CredentialCacheTest {
    private static final CredentialKey KEY = CredentialKey.ofClient("https://issuer", "client", "https://server",
            List.of("api://server/.default"));
    private static final CredentialRequest REQUEST = CredentialRequest.first("server",
            URI.create("https://server/mcp"));

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final CredentialCache cache = new CredentialCache(clock);
    private final Issuer issuer = new Issuer();
    private final CredentialProvider provider = provider(KEY, issuer);

    private CredentialProvider provider(CredentialKey key, TokenSource source) {
        return cache.provider(CredentialKind.CLIENT_CREDENTIALS, key, source, AgentListener.none());
    }

    /** Gives numbered tokens, or fails, and lets a test wait for the end of each attempt. */
    private final class Issuer implements TokenSource {
        private final AtomicInteger asked = new AtomicInteger();
        private final LinkedBlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
        private volatile Duration life = Duration.ofHours(1);
        private volatile boolean down;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public AccessToken acquire(CredentialRequest request) {
            boolean failing = down;
            int number = asked.incrementAndGet();
            attempts.add(number);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failing) {
                throw new CredentialException.Unavailable("server", "Down.", "Wait.", null);
            }
            return new AccessToken(Secret.of("token-" + number), clock.instant(), clock.instant().plus(life));
        }

        void awaitAttempt(int number) throws InterruptedException {
            Integer seen;
            do {
                seen = attempts.poll(20, TimeUnit.SECONDS);
                assertThat(seen).as("attempt " + number).isNotNull();
            } while (seen < number);
        }
    }

    private String get(CredentialRequest request) {
        return ((AccessToken) provider.credential(request)).value().reveal();
    }

    private String get() {
        return get(REQUEST);
    }

    /** Asks until the renewal that goes on behind has brought the wanted token. */
    private void awaitToken(String wanted) {
        while (!get().equals(wanted)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void asksOnceForAThousandCallers() throws Exception {
        issuer.gate = new CountDownLatch(1);
        Set<String> given = ConcurrentHashMap.newKeySet();
        Thread opener = Thread.ofVirtual().start(() -> {
            try {
                issuer.awaitAttempt(1);
            } catch (InterruptedException e) {
                return;
            }
            issuer.gate.countDown();
        });
        List<Throwable> failures = Parallel.run(1000, index -> given.add(get()));
        opener.join();

        assertThat(failures).isEmpty();
        assertThat(given).containsExactly("token-1");
        assertThat(issuer.asked).hasValue(1);
    }

    /** Renewal begins at max(20 % of life, 5 min) before the end, but not before half of life. */
    @ParameterizedTest
    @CsvSource({"3600, 2880", "86400, 69120", "1200, 900", "300, 150", "60, 30"})
    void renewsBehindTheCallerOnceTheWindowOpens(int lifeSeconds, int renewFrom) throws Exception {
        issuer.life = Duration.ofSeconds(lifeSeconds);
        assertThat(get()).isEqualTo("token-1");
        clock.add(Duration.ofSeconds(renewFrom - 1));
        assertThat(get()).isEqualTo("token-1");
        assertThat(issuer.asked).hasValue(1);

        clock.add(Duration.ofSeconds(1));
        issuer.gate = new CountDownLatch(1);
        // The old token is given at once, although the issuer takes its time.
        assertThat(get()).isEqualTo("token-1");
        assertThat(get()).isEqualTo("token-1");
        issuer.awaitAttempt(2);
        issuer.gate.countDown();
        awaitToken("token-2");
        assertThat(issuer.asked).hasValue(2);
    }

    @Test
    void failsNoCallWhileTheIssuerIsDownAndTheTokenGood() throws Exception {
        assertThat(get()).isEqualTo("token-1");
        issuer.down = true;
        clock.add(Duration.ofMinutes(48));
        // 11 of the 12 minutes that are left, in steps of one second, with many callers in each.
        for (int second = 0; second < 11 * 60; second++) {
            assertThat(Parallel.run(3, index -> assertThat(get()).isEqualTo("token-1"))).isEmpty();
            clock.add(Duration.ofSeconds(1));
        }
        int tries = issuer.asked.get() - 1;

        assertThat(tries).isBetween(1, 11 * 2 + 1);
    }

    @Test
    void triesAgainAfterThePause() throws Exception {
        assertThat(get()).isEqualTo("token-1");
        issuer.down = true;
        clock.add(Duration.ofMinutes(50));
        assertThat(get()).isEqualTo("token-1");
        issuer.awaitAttempt(2);
        issuer.down = false;
        // The pause begins when the second attempt has failed, which may be after this thread has gone on.
        while (issuer.attempts.poll(50, TimeUnit.MILLISECONDS) == null) {
            assertThat(get()).isEqualTo("token-1");
            clock.add(Duration.ofSeconds(1));
        }
        awaitToken("token-3");
        assertThat(issuer.asked).hasValue(3);
    }

    @Test
    void neverGivesAnExpiredToken() {
        assertThat(get()).isEqualTo("token-1");
        clock.add(Duration.ofHours(1));
        assertThat(get()).isEqualTo("token-2");
        issuer.down = true;
        clock.add(Duration.ofHours(1));

        assertThatThrownBy(this::get).isInstanceOf(CredentialException.Unavailable.class);
    }

    @Test
    void prefersAFreshTokenInTheLastSecondsButMakesDoWithTheOld() {
        assertThat(get()).isEqualTo("token-1");
        clock.add(Duration.ofHours(1).minusSeconds(10));
        issuer.down = true;
        assertThat(get()).isEqualTo("token-1");
        issuer.down = false;
        assertThat(get()).isEqualTo("token-3");
    }

    @Test
    void renewsARefusedTokenOnceForAllWhoWereRefused() throws Exception {
        AccessToken refused = (AccessToken) provider.credential(REQUEST);
        CredentialRequest after = REQUEST.after(Challenge.of(401, List.of()), refused);
        Set<String> given = ConcurrentHashMap.newKeySet();

        assertThat(Parallel.run(64, index -> given.add(get(after)))).isEmpty();

        assertThat(given).containsExactly("token-2");
        assertThat(issuer.asked).hasValue(2);
        assertThat(get()).isEqualTo("token-2");
    }

    @Test
    void aRefusedTokenIsNotGivenAgainThoughTheIssuerIsDown() {
        AccessToken refused = (AccessToken) provider.credential(REQUEST);
        issuer.down = true;

        assertThatThrownBy(() -> get(REQUEST.after(Challenge.of(401, List.of()), refused)))
                .isInstanceOf(CredentialException.Unavailable.class);
    }

    @Test
    void renewsATokenThatWasRefusedAmongOthers() {
        Credential token = provider.credential(REQUEST);
        Credential all = new Credential.All(List.of(new Credential.None(), token));

        assertThat(get(REQUEST.after(Challenge.of(401, List.of()), all))).isEqualTo("token-2");
    }

    @Test
    void aFailureReachesEveryWaiterAndIsNotKept() throws Exception {
        issuer.down = true;
        List<Throwable> failures = Parallel.run(64, index -> get());

        assertThat(failures).hasSize(64).allMatch(CredentialException.Unavailable.class::isInstance);
        issuer.down = false;
        assertThat(get()).startsWith("token-");
    }

    /** RFC 9110, section 10.2.3. */
    @Test
    void anIssuerThatWantsToBeLeftAloneIsNotAskedBeforeTheTimeIsOver() {
        AtomicInteger asked = new AtomicInteger();
        CredentialProvider busy = provider(CredentialKey.ofClient("i", "c", "r", List.of("busy")), request -> {
            asked.incrementAndGet();
            throw new CredentialException.Unavailable("server", "It is busy.", "Wait.", Duration.ofSeconds(60), null);
        });

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> busy.credential(REQUEST)).hasMessage("It is busy. Wait.");
        }
        assertThat(asked).hasValue(1);
        clock.add(Duration.ofSeconds(60));
        assertThatThrownBy(() -> busy.credential(REQUEST)).hasMessage("It is busy. Wait.");
        assertThat(asked).hasValue(2);
    }

    @Test
    void anInterruptedWaiterTakesNothingFromTheOthers() throws Exception {
        issuer.gate = new CountDownLatch(1);
        ConcurrentLinkedQueue<Object> ends = new ConcurrentLinkedQueue<>();
        Thread impatient = Thread.ofVirtual().start(() -> {
            try {
                ends.add(get());
            } catch (CredentialException.Cancelled e) {
                ends.add(e);
            }
        });
        issuer.awaitAttempt(1);
        impatient.interrupt();
        impatient.join();
        issuer.gate.countDown();

        assertThat(ends).singleElement()
                .isInstanceOfSatisfying(CredentialException.Cancelled.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(get()).isEqualTo("token-1");
        assertThat(issuer.asked).hasValue(1);
    }

    /** A sign-out while a token is being renewed: who waits for it may have it, and it is not kept. */
    @Test
    void keepsNoTokenThatWasFetchedBeforeAllWereForgotten() throws Exception {
        issuer.gate = new CountDownLatch(1);
        var waiting = java.util.concurrent.CompletableFuture.supplyAsync(() -> provider.credential(REQUEST));
        assertThat(issuer.attempts.poll(30, TimeUnit.SECONDS)).isEqualTo(1);

        cache.forget(KEY);
        issuer.gate.countDown();
        var old = waiting.get(30, TimeUnit.SECONDS);

        assertThat(provider.atHand(REQUEST)).isEmpty();
        assertThat(provider.credential(REQUEST)).isNotEqualTo(old);
        assertThat(issuer.asked).hasValue(2);
    }

    static Stream<CredentialKey> a34otherKeys() {
        List<String> scopes = KEY.scopes();
        return Stream.of(new CredentialKey("https://other", "client", "https://server", scopes, ""),
                new CredentialKey("https://issuer", "other", "https://server", scopes, ""),
                new CredentialKey("https://issuer", "client", "https://other", scopes, ""),
                new CredentialKey("https://issuer", "client", "https://server", List.of("other"), ""),
                new CredentialKey("https://issuer", "client", "https://server", List.of(), ""),
                new CredentialKey("https://issuer", "client", "https://server", scopes, "alice"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("a34otherKeys")
    void a34aTokenNeverServesAnotherKey(CredentialKey other) {
        assertThat(get()).isEqualTo("token-1");
        CredentialProvider stranger = provider(other, request -> new AccessToken(Secret.of("other"), clock.instant(),
                clock.instant().plusSeconds(60)));

        assertThat(((AccessToken) stranger.credential(REQUEST)).value().reveal()).isEqualTo("other");
        assertThat(get()).isEqualTo("token-1");
    }

    @Test
    void equalKeysShareATokenWhateverTheOrderOfScopes() {
        CredentialKey one = CredentialKey.ofClient("i", "c", "r", List.of("b", "a", "a"));
        CredentialKey two = CredentialKey.ofClient("i", "c", "r", List.of("a", "b"));
        provider(one, issuer).credential(REQUEST);
        provider(two, issuer).credential(REQUEST);

        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void hasATokenAtHandOnceItIsThereAndUntilItEnds() {
        assertThat(provider.atHand(REQUEST)).isEmpty();
        String token = get();
        assertThat(provider.atHand(REQUEST)).map(given -> ((AccessToken) given).value().reveal()).contains(token);
        clock.add(Duration.ofHours(1));
        assertThat(provider.atHand(REQUEST)).isEmpty();
        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void hasNoRefusedTokenAtHand() {
        Credential refused = provider.credential(REQUEST);
        CredentialRequest again = REQUEST.after(Challenge.of(401, List.of("Bearer error=\"invalid_token\"")), refused);
        assertThat(provider.atHand(again)).isEmpty();
    }

    @Test
    void hasATokenOfOneUserAtHandForNoOther() {
        CredentialProvider ofAlice = provider(
                new CredentialKey(KEY.issuer(), KEY.client(), KEY.resource(), KEY.scopes(), "alice"), issuer);
        CredentialRequest bob = new CredentialRequest(REQUEST.server(), REQUEST.resource(),
                UserAssertion.of("bob", Secret.of("assertion")), null);
        var unused = ofAlice.credential(REQUEST);
        assertThatThrownBy(() -> ofAlice.atHand(bob)).isInstanceOf(CredentialException.Unavailable.class);
    }

    @Test
    void tellsOfEachTokenWithoutShowingIt() {
        ConcurrentLinkedQueue<AgentEvent> events = new ConcurrentLinkedQueue<>();
        CredentialProvider told = cache.provider(CredentialKind.CLIENT_CREDENTIALS, KEY, issuer, events::add);
        told.credential(REQUEST);
        told.credential(REQUEST);

        assertThat(events).containsExactly(new AgentEvent.CredentialAcquired("server",
                CredentialKind.CLIENT_CREDENTIALS, clock.instant().plus(Duration.ofHours(1))));
        assertThat(events.toString()).doesNotContain("token-");
    }
}
