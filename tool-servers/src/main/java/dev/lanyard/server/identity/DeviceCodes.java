package dev.lanyard.server.identity;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.lanyard.server.authorization.ExpiringStore;
import dev.lanyard.server.authorization.RandomValue;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps devices that wait for a user to agree on the page (RFC 8628; Entra's device authorization grant). Thread-safe. */
final class DeviceCodes {
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 9;
    private static final int LIMIT = 1_000;

    /** What a device may have once its user has agreed. */
    record Allowed(SignIn signIn, String scope) {}

    /** A device that waits. */
    static final class Waiting {
        private final AppRegistration app;
        private final String scope;
        private final boolean mfa;
        private final String userCode;
        private final Instant end;
        private Instant earliestPoll = Instant.MIN;
        private @Nullable SignIn signIn;
        private boolean denied;

        private Waiting(AppRegistration app, String scope, boolean mfa, String userCode, Instant end) {
            this.app = app;
            this.scope = scope;
            this.mfa = mfa;
            this.userCode = userCode;
            this.end = end;
        }

        AppRegistration app() {
            return app;
        }

        String scope() {
            return scope;
        }

        /** Says whether the device asked for a sign-in with a second factor. */
        boolean needsMfa() {
            return mfa;
        }

        String userCode() {
            return userCode;
        }

        synchronized boolean isDecided() {
            return denied || signIn != null;
        }

        synchronized void allow(SignIn by) {
            if (!isDecided()) {
                signIn = by;
            }
        }

        synchronized void deny() {
            if (!isDecided()) {
                denied = true;
            }
        }

        private synchronized Allowed poll(Instant now, Duration interval) throws EntraRefusal {
            if (!now.isBefore(end)) {
                throw GrantRefusal.deviceExpired();
            }
            if (denied) {
                throw GrantRefusal.deviceDeclined();
            }
            SignIn by = signIn;
            if (by != null) {
                return new Allowed(by, scope);
            }
            // Half of the interval is forgiven: clocks and networks are not exact.
            boolean hasty = now.isBefore(earliestPoll);
            earliestPoll = now.plus(interval.dividedBy(2));
            throw hasty ? GrantRefusal.deviceHasty() : GrantRefusal.devicePending();
        }
    }

    private final Faults faults;
    private final Duration interval;
    private final Clock clock;
    private final ExpiringStore<Waiting> byDeviceCode;
    private final ExpiringStore<Waiting> byUserCode;

    DeviceCodes(Faults faults, Duration interval, Clock clock) {
        this.faults = faults;
        this.interval = interval;
        this.clock = clock;
        this.byDeviceCode = new ExpiringStore<>(clock, LIMIT);
        this.byUserCode = new ExpiringStore<>(clock, LIMIT);
    }

    /**
     * Begins to wait.
     *
     * @param page where the user types the code
     */
    HTTPResponse begin(EntraRequest request, URI page) throws EntraRefusal {
        String clientId = request.required("client_id");
        AppRegistration app = request.tenant()
                .app(clientId)
                .orElseThrow(() -> EntraRefusal.clientUnknown(clientId, request.tenant()));
        if (!app.publicClient()) {
            throw ProofRefusal.secretMissing();
        }
        Wanted.read(request.tenant(), app, request);
        String device = RandomValue.create();
        String user = RandomValue.of(ALPHABET, LENGTH);
        boolean mfa = DemandedClaims.read(request.value("claims").orElse("")).mfa();
        Waiting waiting = new Waiting(app, request.required("scope"), mfa, user, clock.instant().plus(LIFETIME));
        // Kept longer than it lives, so that a late device hears that it is late.
        byDeviceCode.put(device, waiting, LIFETIME.multipliedBy(2));
        byUserCode.put(user, waiting, LIFETIME);
        HTTPResponse response = new HTTPResponse(HTTPResponse.SC_OK);
        response.setEntityContentType(ContentType.APPLICATION_JSON);
        response.setCacheControl("no-store");
        response.setBody(StrictJson.text(StrictJson.object()
                .put("user_code", user)
                .put("device_code", device)
                .put("verification_uri", page.toString())
                .put("expires_in", LIFETIME.toSeconds())
                .put("interval", interval.toSeconds())
                .put("message", "To sign in, use a web browser to open the page " + page + " and enter the code " + user
                        + " to authenticate.")));
        return response;
    }

    /** Returns the waiting device that shows this code, however the user writes it. */
    Optional<Waiting> find(String userCode) {
        return byUserCode.find(userCode.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", ""))
                .filter(found -> !found.isDecided());
    }

    Allowed redeem(EntraRequest request, ProvenApp client) throws EntraRefusal {
        String code = request.value("device_code")
                .or(() -> request.value("code"))
                .orElseThrow(() -> EntraRefusal.parameterMissing("device_code"));
        if (faults.take(Fault.Kind.SLOW_DOWN).isPresent()) {
            throw GrantRefusal.deviceHasty();
        }
        Waiting waiting = byDeviceCode.find(code)
                .filter(found -> found.app().clientId().equals(client.app().clientId()))
                .orElseThrow(GrantRefusal::deviceUnknown);
        Allowed allowed = waiting.poll(clock.instant(), interval);
        if (byDeviceCode.take(code).isEmpty()) {
            throw GrantRefusal.deviceUnknown();
        }
        return allowed;
    }
}
