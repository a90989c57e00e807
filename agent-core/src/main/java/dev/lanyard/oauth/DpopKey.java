package dev.lanyard.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.lanyard.credential.RequestProof;
import dev.lanyard.credential.Secret;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Is the key that tokens of one sign-in are bound to (RFC 9449), with the nonces that each origin wants. */
final class DpopKey implements RequestProof {
    static final String ALGORITHM = "ES256";
    private static final int MAX_NONCE = 1024;

    private final ECKey key;
    private final DefaultDPoPProofFactory proofs;
    private final Clock clock;
    private final Map<String, Nonce> nonces = new ConcurrentHashMap<>();

    private DpopKey(ECKey key, Clock clock) throws JOSEException {
        this.key = key;
        this.proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        this.clock = clock;
    }

    static DpopKey generate(Clock clock) {
        try {
            return new DpopKey(new ECKeyGenerator(Curve.P_256).generate(), clock);
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java platform has P-256", e);
        }
    }

    static Optional<DpopKey> read(String jwk, Clock clock) {
        try {
            return Optional.of(new DpopKey(ECKey.parse(jwk), clock));
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    String write() {
        return key.toJSONString();
    }

    @Override
    public String proof(String method, URI target, Secret token) {
        return signed(method, target, new DPoPAccessToken(token.reveal()));
    }

    /** Returns the proof of a request for a token. */
    String proof(String method, URI target) {
        return signed(method, target, null);
    }

    private String signed(String method, URI target, @Nullable DPoPAccessToken token) {
        try {
            return proofs.createDPoPJWT(new JWTID(), method, bare(target), Date.from(clock.instant()), token,
                    nonces.get(ResourceMetadata.origin(target))).serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A key made for signing signs", e);
        }
    }

    @Override
    public void nonce(URI target, String nonce) {
        if (!nonce.isBlank() && nonce.length() <= MAX_NONCE) {
            nonces.put(ResourceMetadata.origin(target), new Nonce(nonce));
        }
    }

    /** RFC 9449, section 4.2: without query and fragment. */
    private static URI bare(URI target) {
        String text = target.toString();
        int end = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
        return URI.create(text.substring(0, end));
    }

    @Override
    public String toString() {
        return "DpopKey";
    }
}
