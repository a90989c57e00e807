package dev.lanyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.transport.Parallel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store that outlives a process owes to those who use it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class TokenStoreContract {
    static final TokenStore.Key ALICE = key("alice");

    /** Opens the same store once more, as another process or node would. */
    abstract TokenStore open();

    static TokenStore.Key key(String user) {
        return new TokenStore.Key(TokenStore.Kind.TOKENS,
                new CredentialKey("https://issuer.test", "client", "https://server.test/mcp", List.of("a", "b"), user));
    }

    static void put(TokenStore store, TokenStore.Key key, String value) {
        store.update(key, present -> Optional.of(Secret.of(value)));
    }

    static String read(TokenStore store, TokenStore.Key key) {
        return store.find(key).map(Secret::reveal).orElse("");
    }

    @Test
    void anotherInstanceFindsWhatOneStored() {
        put(open(), ALICE, "first");
        put(open(), ALICE, "second");

        assertThat(read(open(), ALICE)).isEqualTo("second");
    }

    @Test
    void findsAnEntryOnlyUnderExactlyItsKey() {
        put(open(), ALICE, "hers");
        CredentialKey hers = ALICE.entry();
        TokenStore store = open();

        assertThat(List.of(new TokenStore.Key(TokenStore.Kind.CLIENT, hers), key("bob"), key("Alice"), key("alice "),
                key(""), new TokenStore.Key(
                        TokenStore.Kind.TOKENS,
                        new CredentialKey("https://other.test", "client", hers.resource(), hers.scopes(), "alice")),
                new TokenStore.Key(TokenStore.Kind.TOKENS,
                        new CredentialKey(hers.issuer(), "other", hers.resource(), hers.scopes(), "alice")),
                new TokenStore.Key(TokenStore.Kind.TOKENS,
                        new CredentialKey(hers.issuer(), "client", "", hers.scopes(), "alice")),
                new TokenStore.Key(TokenStore.Kind.TOKENS,
                        new CredentialKey(hers.issuer(), "client", hers.resource(), List.of("a"), "alice")),
                new TokenStore.Key(TokenStore.Kind.TOKENS,
                        new CredentialKey(hers.issuer(), "client", hers.resource(), List.of("a b"), "alice"))))
                .allSatisfy(other -> assertThat(store.find(other)).isEmpty());
    }

    @Test
    void keepsOddKeysApart() {
        List<TokenStore.Key> odd = List.of(key("a\u0000b"), key("a"), key("../../etc/passwd"),
                key("Ünïcode ✓ 中文 \uD83D\uDE00"),
                key("\uD83D"), key("?"), key("\uFFFD"), key("a\nb"), key("'; DROP TABLE lanyard_token; --"),
                key("x".repeat(10_000)));
        TokenStore store = open();
        for (int i = 0; i < odd.size(); i++) {
            put(store, odd.get(i), "value " + i);
        }

        for (int i = 0; i < odd.size(); i++) {
            assertThat(read(open(), odd.get(i))).isEqualTo("value " + i);
        }
        assertThat(open().keys()).containsExactlyInAnyOrderElementsOf(odd);
    }

    @Test
    void listsTheAccountsOfAUser() {
        put(open(), key("alice@work"), "1");
        put(open(), key("alice@home"), "2");
        open().update(key("gone"), present -> Optional.empty());
        put(open(), key("left"), "3");
        open().update(key("left"), present -> Optional.empty());

        assertThat(open().keys()).containsExactlyInAnyOrder(key("alice@work"), key("alice@home"));
        assertThat(open().find(key("left"))).isEmpty();
    }

    @Test
    void keepsAValueOfAMegabyteAndHoldsALargerOneOnlyInMemory() {
        String largest = "x".repeat(EntrySeal.MAX_VALUE_BYTES);
        TokenStore store = open();
        put(store, ALICE, largest);
        assertThat(read(open(), ALICE)).isEqualTo(largest);

        put(store, ALICE, largest + "x");

        assertThat(read(store, ALICE)).hasSize(largest.length() + 1);
        assertThat(read(open(), ALICE)).isEqualTo(largest);
    }

    @Test
    void aChangeThatFailsChangesNothing() {
        put(open(), ALICE, "good");

        assertThatThrownBy(() -> open().update(ALICE, present -> {
            throw new IllegalStateException("issuer down");
        })).hasMessage("issuer down");

        assertThat(read(open(), ALICE)).isEqualTo("good");
        put(open(), ALICE, "better");
        assertThat(read(open(), ALICE)).isEqualTo("better");
    }

    @Test
    void e04LosesNoUpdateOfManyThreadsAndInstances() throws InterruptedException {
        List<TokenStore> instances = List.of(open(), open(), open());
        AtomicInteger atOnce = new AtomicInteger();

        List<Throwable> failures = Parallel.run(12, index -> {
            for (int i = 0; i < 5; i++) {
                instances.get(index % 3).update(ALICE, present -> {
                    assertThat(atOnce.incrementAndGet()).isOne();
                    int next = present.map(Secret::reveal).map(Integer::parseInt).orElse(0) + 1;
                    atOnce.decrementAndGet();
                    return Optional.of(Secret.of(Integer.toString(next)));
                });
            }
        });

        assertThat(failures).isEmpty();
        assertThat(read(open(), ALICE)).isEqualTo("60");
    }

    @Test
    void aSlowChangeHoldsUpNoOtherEntryAndNoReader() throws InterruptedException {
        put(open(), ALICE, "old");
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual().start(() -> open().update(ALICE, present -> {
            asking.countDown();
            await(answered);
            return Optional.of(Secret.of("new"));
        }));
        asking.await();

        put(open(), key("bob"), "quick");
        assertThat(read(open(), key("bob"))).isEqualTo("quick");
        assertThat(read(open(), ALICE)).isEqualTo("old");

        answered.countDown();
        slow.join();
        assertThat(read(open(), ALICE)).isEqualTo("new");
    }

    @Test
    void anInterruptedThreadStillStoresWhatWasRotated() throws InterruptedException {
        boolean[] handedOn = new boolean[1];
        Thread thread = Thread.ofPlatform().start(() -> {
            open().update(ALICE, present -> {
                Thread.currentThread().interrupt();
                return Optional.of(Secret.of("rotated"));
            });
            handedOn[0] = Thread.interrupted();
        });
        thread.join();

        assertThat(handedOn[0]).isTrue();
        assertThat(read(open(), ALICE)).isEqualTo("rotated");
        put(open(), ALICE, "later");
        assertThat(read(open(), ALICE)).isEqualTo("later");
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
