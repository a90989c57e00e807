package dev.lanyard.server.protocol;

import java.time.Clock;
import java.time.Duration;
import javax.crypto.SecretKey;

/**
 * The limits and lifetimes of an endpoint.
 *
 * @param key seals what clients bring back
 * @param sessionLifetime how long a session lasts
 * @param stateLifetime how long a client may take for an answer between two rounds
 * @param streamLifetime how long a stream of changes stays open
 * @param patience how long a call in a session waits for an answer of its client
 * @param resumeTime how long the messages of a call in a session are kept after its end for a client that lost its connection
 * @param cacheTime how long a client may take lists for fresh
 * @param pageSize how many items a page of a list holds
 */
record Settings(Clock clock, SecretKey key, Duration sessionLifetime, Duration stateLifetime, Duration streamLifetime,
        Duration patience, Duration resumeTime, Duration cacheTime, int pageSize) {
    SessionSeal sessionSeal(ServerInfo info) {
        return new SessionSeal(info.name(), key, sessionLifetime, clock);
    }

    RequestStateSeal stateSeal(ServerInfo info) {
        return new RequestStateSeal(info.name(), key, stateLifetime, clock);
    }
}
