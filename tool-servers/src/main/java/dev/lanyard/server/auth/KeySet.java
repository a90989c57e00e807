package dev.lanyard.server.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, fetched when first needed from the only place named here, never from one that a token names.
 *
 * <p>Kept for 5 minutes, and for 4 hours more while the issuer is down. A key id that is not known leads to one more fetch,
 * at most twice in 30 seconds. Safe for use by several threads.
 */
public final class KeySet {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration RATE_INTERVAL = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofHours(4);

    private final JWKSource<SecurityContext> source;

    private final KeySetRetriever retriever;

    private KeySet(JWKSource<SecurityContext> source, KeySetRetriever retriever) {
        this.retriever = retriever;
        this.source = source;
    }

    /**
     * Returns the keys at a URI (RFC 7517, section 5), trusting the certificate authorities of the platform.
     *
     * @throws IllegalArgumentException if the URI is neither HTTPS nor on this machine
     */
    public static KeySet at(URI uri) {
        return open(uri, null);
    }

    /**
     * Returns the keys at a URI, trusting certificates as the context does.
     *
     * @throws IllegalArgumentException if the URI is neither HTTPS nor on this machine
     */
    public static KeySet at(URI uri, SSLContext trust) {
        return open(uri, trust);
    }

    private static KeySet open(URI uri, @Nullable SSLContext trust) {
        if (!KeySetRetriever.isTrustworthy(uri)) {
            throw new IllegalArgumentException(
                    "Keys are not fetched from '" + uri + "'. Use https, or http on localhost.");
        }
        KeySetRetriever retriever = new KeySetRetriever(trust);
        try {
            return new KeySet(JWKSourceBuilder.create(uri.toURL(), retriever)
                    .refreshAheadCache(false)
                    .cache(KEPT.toMillis(), REFRESH_TIMEOUT.toMillis())
                    .rateLimited(RATE_INTERVAL.toMillis())
                    .retrying(true)
                    .outageTolerant(OUTAGE.toMillis())
                    .build(), retriever);
        } catch (MalformedURLException malformed) {
            throw new IllegalArgumentException("'" + uri + "' is not a URL.", malformed);
        }
    }

    /** Returns the same keys, whose age the given clock tells; the library knows the system's only. */
    KeySet by(Clock clock) {
        return new KeySet(new JWKSetBasedJWKSource<>(new Clocked(((JWKSetBasedJWKSource<SecurityContext>) source)
                .getJWKSetSource(), clock)), retriever);
    }

    private record Clocked(JWKSetSource<SecurityContext> keys, Clock clock) implements JWKSetSource<SecurityContext> {
        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long unused, @Nullable SecurityContext context)
                throws KeySourceException {
            return keys.getJWKSet(refresh, clock.millis(), context);
        }

        @Override
        public void close() throws IOException {
            keys.close();
        }
    }

    /** Returns whether the keys have been there at least once, so that a key which is not among them is unknown. */
    boolean isKnown() {
        return retriever.everSucceeded();
    }

    JWKSource<SecurityContext> source() {
        return source;
    }
}
