package dev.lanyard.server.identity;

import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Finds out which app asks: by a secret in the form or a Basic header, by an assertion, or by nothing if it is public. */
final class AppAuthenticator {
    private final AppAssertions assertions;
    private final Clock clock;

    AppAuthenticator(AppAssertions assertions, Clock clock) {
        this.assertions = assertions;
        this.clock = clock;
    }

    ProvenApp authenticate(EntraRequest request) throws EntraRefusal {
        String clientId = request.basic()
                .map(basic -> Optional.of(basic.getClientID().getValue()))
                .orElseGet(() -> request.value("client_id"))
                .orElseThrow(() -> EntraRefusal.parameterMissing("client_id"));
        AppRegistration app = request.tenant()
                .app(clientId)
                .orElseThrow(() -> EntraRefusal.clientUnknown(clientId, request.tenant()));
        Optional<String> assertion = request.value("client_assertion");
        Optional<String> shown = request.basic()
                .map(PlainClientSecret::getClientSecret)
                .map(given -> Optional.of(given.getValue()))
                .orElseGet(() -> request.value("client_secret"));
        if (assertion.isPresent()) {
            assertions.check(request, app, assertion.get());
            return new ProvenApp(app, ProvenApp.ASSERTED);
        }
        if (shown.isPresent()) {
            check(app, shown.get());
            return new ProvenApp(app, ProvenApp.SHARED);
        }
        if (!app.publicClient()) {
            throw ProofRefusal.secretMissing();
        }
        return new ProvenApp(app, ProvenApp.NONE);
    }

    private void check(AppRegistration app, String shown) throws EntraRefusal {
        List<AppProof.Secret> known = app.proofs()
                .stream()
                .filter(AppProof.Secret.class::isInstance)
                .map(AppProof.Secret.class::cast)
                .filter(proof -> proof.hash().matches(shown))
                .toList();
        if (known.isEmpty()) {
            throw ProofRefusal.secretWrong(app);
        }
        if (known.stream().noneMatch(proof -> proof.end() == null || clock.instant().isBefore(proof.end()))) {
            throw ProofRefusal.secretExpired(app);
        }
    }
}
