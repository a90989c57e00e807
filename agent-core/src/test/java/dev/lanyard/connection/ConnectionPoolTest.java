package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.Parallel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.threeten.extra.MutableClock;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionPoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    /** One connection of a user, and what is behind it. */
    private record Held(ServerConnection connection, IdleSession session) {
        static Held of(Tenant tenant, String server) {
            IdleSession session = new IdleSession();
            return new Held(new ServerConnection(server,
                    CredentialProvider.of(CredentialKind.NONE, request -> new Credential.None()), session, PATIENCE,
                    AgentListener.none(), tenant.seat(), new Breaker(Clock.systemUTC())), session);
        }

        void use() {
            var unused = connection.request("any", JsonNodeFactory.instance.objectNode(), Call.within(PATIENCE));
        }

        /** Begins a use that lasts until the latch is counted down. */
        Thread useUntil(CountDownLatch latch) throws InterruptedException {
            session.answeringAfter(latch);
            Thread using = Thread.ofVirtual().start(this::use);
            session.asked.await();
            return using;
        }

        boolean isOpen() {
            return connection.state() instanceof ConnectionState.Ready;
        }
    }

    private ConnectionPool pool(int maxOpen) {
        return new ConnectionPool(new PoolLimits(maxOpen, Duration.ofMinutes(10)), clock);
    }

    private static List<Held> held(Tenant tenant, int count) {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Held one = Held.of(tenant, "s" + i);
            one.use();
            held.add(one);
        }
        return held;
    }

    private static void awaitClosed(Held held) throws InterruptedException {
        while (held.isOpen() || held.session().closed.get() == 0) {
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Test
    void whatNobodyUsesForTenMinutesIsClosedAndOpensAgainOnUse() throws InterruptedException {
        try (ConnectionPool pool = pool(10)) {
            Held old = held(pool.tenant(), 1).getFirst();
            clock.add(Duration.ofMinutes(9));
            Held young = held(pool.tenant(), 1).getFirst();
            assertThat(old.isOpen()).isTrue();

            clock.add(Duration.ofMinutes(1));
            young.use();

            awaitClosed(old);
            assertThat(old.connection().state()).isEqualTo(new ConnectionState.Idle());
            assertThat(pool.open()).isEqualTo(1);

            old.use();
            assertThat(old.isOpen()).isTrue();
            assertThat(old.session().opened).hasValue(2);
            assertThat(pool.open()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionInUseIsNeverClosed() throws InterruptedException {
        try (ConnectionPool pool = pool(2)) {
            CountDownLatch answer = new CountDownLatch(1);
            Held busy = Held.of(pool.tenant(), "busy");
            Thread using = busy.useUntil(answer);

            clock.add(Duration.ofHours(1));
            held(pool.tenant(), 1);
            held(pool.tenant(), 1);

            assertThat(busy.session().closed).hasValue(0);
            answer.countDown();
            using.join();
            assertThat(busy.isOpen()).isTrue();
        }
    }

    @Test
    void roomIsMadeByTheUserWhoHoldsTheMost() throws InterruptedException {
        try (ConnectionPool pool = pool(6)) {
            Held modest = held(pool.tenant(), 1).getFirst();
            List<Held> greedy = held(pool.tenant(), 3);
            List<Held> second = held(pool.tenant(), 2);
            greedy.getFirst().use();

            Held newcomer = held(pool.tenant(), 1).getFirst();

            awaitClosed(greedy.get(1));
            assertThat(List.of(modest, greedy.get(0), greedy.get(2), second.get(0), second.get(1), newcomer))
                    .allMatch(Held::isOpen);
            assertThat(pool.open()).isEqualTo(6);
        }
    }

    @Test
    void oneUserWithManyConnectionsCannotPushTheOthersOut() {
        try (ConnectionPool pool = pool(6)) {
            List<Held> others = List.of(held(pool.tenant(), 1).getFirst(), held(pool.tenant(), 1).getFirst());
            Tenant greedy = pool.tenant();

            held(greedy, 50);

            assertThat(others).allMatch(Held::isOpen);
            assertThat(greedy.open()).isEqualTo(3);
        }
    }

    @Test
    void oneUserWithManyCallsLeavesRoomForTheOthers() throws InterruptedException {
        try (ConnectionPool pool = pool(4)) {
            CountDownLatch answer = new CountDownLatch(1);
            Tenant greedy = pool.tenant();
            Held.of(greedy, "one").useUntil(answer);
            Held.of(greedy, "two").useUntil(answer);

            assertThatThrownBy(Held.of(greedy, "three")::use).isInstanceOf(ConnectionException.Crowded.class)
                    .hasMessage("Server 'three' cannot be connected: all 2 connections are in use. "
                            + "Try again in a moment, or raise the limit of the pool.");
            assertThat(held(pool.tenant(), 1)).allMatch(Held::isOpen);
            answer.countDown();
        }
    }

    @Test
    void tenThousandUsersHoldNoMoreThanTheCap() throws InterruptedException {
        List<Held> all = new ArrayList<>();
        try (ConnectionPool pool = pool(100)) {
            for (int user = 0; user < 10_000; user++) {
                all.addAll(held(pool.tenant(), 1));
                assertThat(pool.open()).isLessThanOrEqualTo(100);
            }
            assertThat(pool.open()).isEqualTo(100);
        }
        for (Held held : all) {
            awaitClosed(held);
        }
    }

    @Test
    void closingThePoolClosesEverythingAndLetsNothingOpenAgain() {
        ConnectionPool pool = pool(10);
        List<Held> held = held(pool.tenant(), 3);

        pool.close();

        assertThat(held).noneMatch(Held::isOpen).allMatch(one -> one.session().closed.get() == 1);
        assertThatThrownBy(held.getFirst()::use).isInstanceOf(ConnectionException.NotUsable.class);
    }

    @Test
    void clearingOneUserLeavesTheOthersAlone() {
        try (ConnectionPool pool = pool(10)) {
            Tenant leaving = pool.tenant();
            List<Held> gone = held(leaving, 2);
            List<Held> staying = held(pool.tenant(), 2);

            leaving.clear();

            assertThat(gone).noneMatch(Held::isOpen);
            assertThat(staying).allMatch(Held::isOpen);
            gone.getFirst().use();
            assertThat(gone.getFirst().isOpen()).isTrue();
        }
    }

    @Test
    void underRandomUseNothingIsClosedWhileInUse() throws InterruptedException {
        try (ConnectionPool pool = pool(8)) {
            List<Held> all = new ArrayList<>();
            for (int user = 0; user < 20; user++) {
                Tenant tenant = pool.tenant();
                all.add(Held.of(tenant, "a"));
                all.add(Held.of(tenant, "b"));
            }

            List<Throwable> failures = Parallel.run(32, thread -> {
                SplittableRandom random = new SplittableRandom(thread);
                for (int i = 0; i < 200; i++) {
                    try {
                        all.get(random.nextInt(all.size())).use();
                    } catch (ConnectionException.Crowded e) {
                        // Eight others were in use at that moment.
                    }
                }
            });

            assertThat(failures).isEmpty();
            assertThat(all).allMatch(held -> held.session().cut.get() == 0);
            assertThat(pool.open()).isLessThanOrEqualTo(8);
        }
    }
}
