package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Keeps the devices that wait (RFC 8628). Thread-safe. */
final class DeviceRequests {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    /** RFC 8628, section 6.1: consonants that nobody mistakes for one another and that spell no word; 34 bits. */
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int HALF = 4;
    private static final int LIMIT = 1_000;

    /** A device that begins to wait. */
    record Begun(String deviceCode, DeviceRequest request) {}

    private final Clock clock;
    private final ExpiringStore<DeviceRequest> byDeviceCode;
    private final ExpiringStore<DeviceRequest> byUserCode;

    DeviceRequests(Clock clock) {
        this.clock = clock;
        this.byDeviceCode = new ExpiringStore<>(clock, LIMIT);
        this.byUserCode = new ExpiringStore<>(clock, LIMIT);
    }

    Begun begin(Client client, Set<String> scopes, TargetResource resource) {
        String code = RandomValue.create();
        String user = RandomValue.of(ALPHABET, HALF) + "-" + RandomValue.of(ALPHABET, HALF);
        DeviceRequest request = new DeviceRequest(client, scopes, resource, user, clock.instant().plus(LIFETIME));
        // Kept longer than it lives, so that a late device hears that it is late.
        byDeviceCode.put(code, request, LIFETIME.multipliedBy(2));
        byUserCode.put(bare(user), request, LIFETIME);
        return new Begun(code, request);
    }

    /** Returns the waiting device that shows this code, however the user writes it. */
    Optional<DeviceRequest> find(String userCode) {
        return byUserCode.find(bare(userCode)).filter(found -> found.state() == DeviceRequest.State.PENDING);
    }

    /** Answers a device that asks whether its user has agreed (RFC 8628, section 3.5). */
    Grant redeem(String deviceCode, Client client) {
        DeviceRequest request = byDeviceCode.find(deviceCode)
                .filter(found -> found.client().id().equals(client.id()))
                .orElseThrow(() -> OAuthRefusal.grant("The device code is unknown or was used already."));
        if (request.hasEnded(clock.instant())) {
            throw new OAuthRefusal(DeviceAuthorizationGrantError.EXPIRED_TOKEN,
                    "The user did not agree in time. Start again.");
        }
        if (request.isHasty(clock.instant())) {
            throw new OAuthRefusal(DeviceAuthorizationGrantError.SLOW_DOWN,
                    "Ask every " + request.interval().toSeconds() + " seconds.");
        }
        return switch (request.state()) {
            case PENDING -> throw new OAuthRefusal(DeviceAuthorizationGrantError.AUTHORIZATION_PENDING,
                    "The user has not agreed yet.");
            case DENIED -> throw new OAuthRefusal(OAuth2Error.ACCESS_DENIED, "The user said no.");
            case ALLOWED -> byDeviceCode.take(deviceCode)
                    .map(taken -> Grant.to(client, taken.user().orElseThrow().subject(), taken.scopes(),
                            taken.resource().identifier()))
                    .orElseThrow(() -> OAuthRefusal.grant("The device code was used already."));
        };
    }

    private static String bare(String userCode) {
        return userCode.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    }
}
